import { execFile } from 'node:child_process'
import { chmodSync, globSync, readFileSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { FetchResult } from '../../src/index.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { codeBlocks } from '../support/markdown.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const READMES = globSync(['README.md', '{src,spec,scripts}/**/README.md'], {
  cwd: root,
  exclude: ['**/node_modules/**'],
})

/** Lines that read or redirect data, but for those that only AWS can run. */
const commands = READMES.flatMap((path) =>
  codeBlocks(readFileSync(root + path, 'utf8'))
    .filter(({ language }) => /^(sh|bash|shell|console)$/.test(language))
    .flatMap(({ code }) => code.replaceAll(/\\\n\s*/g, '').split('\n'))
    .filter((line) => /[<>|]|--input|--event/.test(line) && !/^\s*(aws|sam|#)/.test(line))
    .map((line) => ({ path, line: line.replace(/^\s*\$ /, '').trim() })),
)

/** Judges what a file holds by its name. */
const parse = (name: string, text: string): void => {
  expect(text, name).to.not.equal('')
  if (name.endsWith('.ndjson'))
    for (const line of text.trimEnd().split('\n')) {
      const result = FetchResult.decode(JSON.parse(line))
      expect(E.isRight(result) && result.right.outcome, line).to.equal('success')
    }
  else expect(JSON.parse(text), name).to.have.property('statusCode', 200)
}

describe('the shell lines of every README that read or redirect data', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  before(() => {
    const command = folder.write('rx-fanout', `#!/bin/sh\nexec node ${root}src/cli/bin.ts "$@"\n`)
    chmodSync(command, 0o755)
    for (const name of ['package.json', 'node_modules', 'scripts', 'src']) symlinkSync(root + name, folder.path(name))
  })

  it('are found', () => {
    expect(READMES).to.include('README.md')
    expect(commands.some(({ line }) => line.includes('> results.ndjson'))).to.equal(true)
  })

  for (const { path, line } of commands)
    it(`work as they stand in ${path}: ${line}`, async () => {
      const { origin } = closing(await serveSamples())
      folder.write('urls.txt', `# what to fetch\n${origin}/a\n${origin}/b\n`)
      folder.write('event.json', JSON.stringify({ urls: [`${origin}/a`] }))
      const here = line.replaceAll(/https:\/\/[a-z]+\.example\.com/g, origin) // no server is asked on the internet
      const PATH = `${folder.path('.')}:${root}node_modules/.bin:${process.env.PATH}`
      const failure = await new Promise<Error | null>((resolve) => {
        const options = { cwd: folder.path('.'), env: { ...process.env, PATH } }
        execFile('sh', ['-c', here], options, resolve).stdin?.end()
      })
      expect(failure).to.equal(null)
      const redirected = [...here.matchAll(/(?<!\d)>\s*(\S+)/g)].map(([, name = '']) => name)
      for (const name of redirected) parse(name, readFileSync(folder.path(name), 'utf8'))
    })
})
