import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))

/** What a user may have beside the library, and what judges packages. */
const BESIDE = [
  'zod@4.6.7',
  'valibot@1.5.0',
  'publint@0.3.25',
  '@arethetypeswrong/cli@0.18.5',
  `@types/node@${packageJson.devDependencies['@types/node']}`,
  `io-ts@${packageJson.dependencies['io-ts']}`,
  `rxjs@${packageJson.dependencies.rxjs}`,
]

/** The oldest Node.js that the package says it runs on. */
const oldest = `node@${/\d[\d.]*/.exec(packageJson.engines.node)?.[0]}`

/** Specs of what the platform has a hand in: sockets, names, codings and encodings. They take a few seconds. */
const PLATFORM_SPECS = [
  'spec/errorKinds.spec.ts',
  'spec/everydayHttp.spec.ts',
  'spec/domain/readText.spec.ts',
  'spec/transport/Exchange.spec.ts',
  'spec/transport/decodeContent.spec.ts',
  'spec/transport/misbehaviour.spec.ts',
  'spec/transport/names/*.spec.ts',
  'spec/transport/pool/heedReset.spec.ts',
]

/** A program of a user's: the public names with their types, and requests that need no network. */
const CONSUMER = `
import * as t from 'io-ts'
import { map, of, tap, type Observable } from 'rxjs'
import { collectBatch, DEFAULT_POLICY, fetchBatch, type FetchOptions, type FetchResult, type Transport } from 'rx-fanout'
import { createHandler } from 'rx-fanout/lambda'
import * as v from 'valibot'
import { z } from 'zod'

const options: FetchOptions = { concurrency: 2, timeoutMs: DEFAULT_POLICY.timeoutMs, signal: undefined }
const results: FetchResult[] = await collectBatch(['not a URL'], options)
const [result] = results
if (result?.outcome !== 'failure' || result.error.kind !== 'invalid-request') throw new Error('a wrong result')

const body = new TextEncoder().encode('{"name":"Ada"}')
const canned: Transport = ({ url }) => of({ status: 200, headers: {}, body, url })
let seen = 0
const counting = (transport: Transport): Transport => (attempt) => transport(attempt).pipe(tap(() => (seen += 1)))
const transport = counting(canned)

type Name = { name: string }
const names: FetchResult<Name>[][] = [
  await collectBatch(['https://a.example/'], { transport, codec: t.type({ name: t.string }) }),
  await collectBatch(['https://a.example/'], { transport, codec: z.object({ name: z.string() }) }),
  await collectBatch(['https://a.example/'], { transport, codec: v.object({ name: v.string() }) }),
]
for (const [first] of names) if (first?.outcome !== 'success' || first.body.name !== 'Ada') throw new Error('a wrong body')
if (seen !== 3) throw new Error('a transport that was not asked')
const name$: Observable<string> = fetchBatch(['https://a.example/'], { codec: z.object({ name: z.string() }) }).pipe(
  map((one) => (one.outcome === 'success' ? one.body.name : one.error.message)),
)
void name$
for (const codec of [z.object({ name: z.number() }), v.object({ name: v.number() })]) {
  const [wrong] = await collectBatch(['https://a.example/'], { transport, codec })
  const told = wrong?.outcome === 'failure' && wrong.error.kind === 'schema' ? wrong.error.issues : []
  if (JSON.stringify(told) !== '[{"path":"name","expected":"number"}]') throw new Error(JSON.stringify(told))
}
const euro: Transport = ({ url }) =>
  of({ status: 200, headers: { 'content-type': 'text/plain; charset=windows-1252' }, body: Uint8Array.of(0x80), url })
const [price] = await collectBatch(['https://a.example/'], { transport: euro })
if (price?.outcome !== 'success' || price.body !== '€') throw new Error('a wrong text')
const answer = await createHandler({ env: {} })({ urls: [] })
if (answer.statusCode !== 200) throw new Error('a wrong answer')
console.log('consumer ok')
`

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-package-'))
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** Whatever judges the package says; throws if it is not content. */
const judge = (...args: string[]): string => {
  try {
    return run(...(['npm', 'exec', '--', ...args] as [string, ...string[]]))
  } catch (error) {
    console.error((error as { stdout?: string }).stdout)
    throw error
  }
}

try {
  const [packed] = JSON.parse(run('npm', 'pack', root, '--json', '--ignore-scripts', '--loglevel', 'error')) as [
    { filename: string; size: number; files: { path: string }[] },
  ]
  console.log(`packed ${packed.filename}: ${packed.size} bytes, ${packed.files.length} files`)
  const foreign = packed.files.filter(
    ({ path }) =>
      !/^(dist\/lib\/.*\.(d\.ts|js|js\.map)|dist\/cli\/((rx-fanout|main)\.cjs|LICENSES\.txt)|[^/]+)$/.test(path),
  )
  if (foreign.length > 0) throw new Error(`not for the package: ${foreign.map(({ path }) => path).join(', ')}`)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  run('npm', 'install', `./${packed.filename}`, ...BESIDE, '--no-audit', '--no-fund', '--loglevel', 'error')
  writeFileSync(join(folder, 'consumer.ts'), CONSUMER)
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const options = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--noEmit']
    const modules = ['--target', 'es2022', '--types', 'node', '--module', module, '--moduleResolution', resolution]
    run(process.execPath, tsc, ...options, ...modules, 'consumer.ts')
    console.log(`typechecked with module resolution ${resolution}`)
  }
  process.stdout.write(run(process.execPath, 'consumer.ts'))
  judge('publint', 'run', '--strict', `./${packed.filename}`)
  console.log('publint ok')
  judge('attw', `./${packed.filename}`, '--profile', 'esm-only')
  console.log('attw ok')
  const command = 'node_modules/rx-fanout/dist/cli/rx-fanout.cjs'
  run(process.execPath, command, '--version')
  console.log('bin ok')
  run('npm', 'install', oldest, '--no-audit', '--no-fund', '--loglevel', 'error')
  const oldNode = join(folder, 'node_modules/node/bin/node')
  process.stdout.write(`${oldest}: ${run(oldNode, 'consumer.ts')}`)
  writeFileSync(join(folder, 'none.txt'), '')
  run(oldNode, command, '--input', 'none.txt')
  console.log(`${oldest}: bin ok`)
  const mocha = ['--no-config', '--require', 'spec/support/setup.ts', '--extension', 'ts', '--timeout', '60000']
  const specs = ['--reporter', 'dot', ...PLATFORM_SPECS]
  execFileSync(oldNode, ['node_modules/mocha/bin/mocha.js', ...mocha, ...specs], { cwd: root, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
