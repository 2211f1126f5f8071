import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { quickOptions } from './bundleLambda.ts'
import { quickParser } from './bundling/quickParser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const packageFolderOf = (path: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]

const licenceIn = (folder: string): string => {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((name) => existsSync(join(root, folder, name)))
  return file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()
}

const licencesOf = (inputs: readonly string[]): string => {
  const folders = new Set(inputs.map(packageFolderOf).filter((path) => path !== undefined))
  const licences = [...folders].sort().map((path) => `${path.replace(/^.*node_modules\//, '')}\n\n${licenceIn(path)}\n`)
  return licences.join(`\n${'-'.repeat(80)}\n\n`)
}

/** What is small comes first, and runs the rest from what an earlier start has compiled of it. */
const restKept = (key: string): Plugin => ({
  name: 'rest-kept',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/main\.ts$/ }, ({ path }) => ({ path, namespace: 'kept' }))
    onLoad({ filter: /^/, namespace: 'kept' }, () => ({
      contents: `import { requireKept } from './src/cli/requireKept.ts'
const { exports, keep } = requireKept(__dirname + '/main.cjs', '${key}')
export const main = (args, console) => exports.main(args, console, keep)`,
      resolveDir: root,
    }))
  },
})

const { banner: _, ...quick } = quickOptions
const options = {
  ...quick,
  format: 'cjs', // it starts without the loader of ES modules
  target: 'node22', // engines in package.json
  charset: 'ascii', // it is read without being decoded
  define: { ...quick.define, 'import.meta.url': '__filename' },
} satisfies BuildOptions

/**
 * Bundles the command into `rx-fanout.cjs`, which runs `main.cjs`; they load nothing else. The licences of what is in them
 * are beside them.
 */
export async function bundleCli(folder: string): Promise<void> {
  const main = `${folder}/main.cjs`
  const command = `${folder}/rx-fanout.cjs`
  const { metafile } = await build({
    ...options,
    plugins: [quickParser, ...options.plugins],
    entryPoints: ['src/cli/main.ts'],
    outfile: main,
  })
  const key = `rx-fanout-${createHash('sha256').update(readFileSync(main)).digest('hex').slice(0, 16)}`
  await build({
    ...options,
    plugins: [restKept(key), ...options.plugins],
    entryPoints: ['src/cli/bin.ts'],
    supported: { 'dynamic-import': false },
    outfile: command,
  })
  chmodSync(command, 0o755)
  writeFileSync(`${folder}/LICENSES.txt`, licencesOf(Object.keys(metafile.inputs)))
}
