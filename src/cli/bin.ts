#!/usr/bin/env node
import { unsupportedNode } from '../unsupportedNode.ts'

const complaint = unsupportedNode(process.versions.node)
if (complaint === undefined) {
  void import('./main.ts') // on an older one it would not load
    .then(({ main }) => main(process.argv.slice(2), process))
    .then((code) => {
      process.exitCode = code
    })
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 2
}
