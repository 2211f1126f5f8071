#!/usr/bin/env node
import { unsupportedNode } from '../unsupportedNode.ts'

const complaint = unsupportedNode(process.versions.node)
if (complaint === undefined) {
  const { main } = await import('./main.ts') // it would not load
  process.exitCode = await main(process.argv.slice(2), process)
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 2
}
