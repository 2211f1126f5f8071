import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program of a user's: the public names with their types, and a request that needs no network. */
const CONSUMER = `
import { collectBatch, DEFAULT_POLICY, type FetchResult, type FetchOptions } from 'rx-fanout'
import { createHandler } from 'rx-fanout/lambda'

const options: FetchOptions = { concurrency: 2, timeoutMs: DEFAULT_POLICY.timeoutMs }
const results: readonly FetchResult[] = await collectBatch(['not a URL'], options)
const [result] = results
if (result?.outcome !== 'failure' || result.error.kind !== 'invalid-request') throw new Error('a wrong result')
const answer = await createHandler({ env: {} })({ urls: [] })
if (answer.statusCode !== 200) throw new Error('a wrong answer')
console.log('consumer ok')
`

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-package-'))
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

try {
  const [packed] = JSON.parse(run('npm', 'pack', root, '--json', '--ignore-scripts', '--loglevel', 'error')) as [
    { filename: string; size: number; files: unknown[] },
  ]
  console.log(`packed ${packed.filename}: ${packed.size} bytes, ${packed.files.length} files`)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  run('npm', 'install', `./${packed.filename}`, '--no-audit', '--no-fund', '--loglevel', 'error')
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'dir')
  writeFileSync(join(folder, 'consumer.ts'), CONSUMER)
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node', '--module', module]
    run(process.execPath, tsc, ...options, '--moduleResolution', resolution, 'consumer.ts')
    console.log(`typechecked with module resolution ${resolution}`)
  }
  process.stdout.write(run(process.execPath, 'consumer.ts'))
  run(process.execPath, 'node_modules/rx-fanout/dist/lib/cli/bin.js', '--version')
  console.log('bin ok')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
