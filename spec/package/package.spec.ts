import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { build } from 'esbuild'
import { bundleCli } from '../../scripts/bundleCli.ts'
import { consumer } from '../support/consumer.ts'
import { runFile } from '../support/runFile.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const NEEDED = /^rx-fanout needs Node\.js 22\.19 or newer, and this is 20\.20\.2\n$/

describe('the package', () => {
  const project = consumer()

  const PROGRAM = "collectBatch(['nonsense']).then(([result]) => console.log(result.error.kind))"
  const KIND = { code: 0, stdout: 'invalid-request\n', stderr: '' }

  it('is for ES modules', async () => {
    const path = project.write('program.mjs', `import { collectBatch } from 'rx-fanout'\n${PROGRAM}\n`)
    expect(await runFile(path)).to.deep.equal(KIND)
  })

  it('is for CommonJS, by require', async () => {
    const path = project.write('program.cjs', `const { collectBatch } = require('rx-fanout')\n${PROGRAM}\n`)
    expect(await runFile(path)).to.deep.equal(KIND)
    const lambda = project.write('lambda.cjs', "console.log(typeof require('rx-fanout/lambda').createHandler)\n")
    expect(await runFile(lambda)).to.deep.equal({ code: 0, stdout: 'function\n', stderr: '' })
  })

  const TYPED = `import { collectBatch, type FetchResult } from 'rx-fanout'
import * as lambda from 'rx-fanout/lambda'
export const results: Promise<FetchResult[]> = collectBatch(['nonsense'])
export const handler: lambda.Handler = lambda.createHandler({ env: {} })
`
  const resolutions: ReadonlyArray<[file: string, options: readonly string[]]> = [
    ['typed.mts', ['--module', 'nodenext']],
    ['typed.cts', ['--module', 'nodenext']],
    ['typed.mts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['typed.cts', ['--module', 'node20']],
  ]
  for (const [file, options] of resolutions)
    it(`has types for ${file} with ${options.join(' ')}`, () => {
      project.write(file, TYPED)
      expect(project.complaints(file, ...options, '--skipLibCheck', 'false')).to.equal('')
    })

  it('can be bundled to an ES module as README says', async () => {
    const [, banner = ''] = /--banner:js="([^"]+)"/.exec(README) ?? []
    const entry = project.write('bundled.mjs', `import { collectBatch } from 'rx-fanout'\n${PROGRAM}\n`)
    const outfile = join(entry, '../bundle.mjs')
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: banner },
      outfile,
    })
    expect(await runFile(outfile)).to.deep.equal(KIND)
  })

  it('has source maps that hold their sources', () => {
    const code = readFileSync(join(project.library, 'fetchBatch.js'), 'utf8')
    const map = JSON.parse(readFileSync(join(project.library, 'fetchBatch.js.map'), 'utf8'))
    expect(code).to.match(/\n\/\/# sourceMappingURL=fetchBatch\.js\.map\n?$/)
    expect(map.sourcesContent[0]).to.include('export const fetchBatch')
  })

  describe('on a Node.js that is too old', () => {
    /** Runs first, and has the process take itself for an old one. */
    const pretend = () =>
      project.write('pretend.mjs', "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })\n")
    const asOld = (statement: string) =>
      project.write('old.mjs', `await import(${JSON.stringify(pathToFileURL(pretend()).href)})\n${statement}\n`)

    it('says in a sentence what it needs', async () => {
      const { code, stderr } = await runFile(asOld("await import('rx-fanout')"))
      expect(code).to.equal(1)
      expect(stderr).to.match(/^\[rx-fanout needs Node\.js 22\.19 or newer, and this is 20\.20\.2\]$/m)
      expect(stderr).to.not.match(/^ +at /m)
    })

    it('says so as the command', async () => {
      const folder = join(project.library, '../cli')
      await bundleCli(folder)
      const bin = pathToFileURL(join(folder, 'rx-fanout.cjs')).href
      const { code, stdout, stderr } = await runFile(asOld(`await import(${JSON.stringify(bin)})`))
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' })
      expect(stderr).to.match(NEEDED)
    })
  })
})
