import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { quickOptions } from './bundleLambda.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const packageFolderOf = (path: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]

const licenceIn = (folder: string): string => {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((name) => existsSync(join(root, folder, name)))
  return file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()
}

/** What is small comes first, so that Node.js may keep what it compiles of the rest for the next start. */
const restApart: Plugin = {
  name: 'rest-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.cjs', external: true }))
  },
}

const { banner: _, ...options } = {
  ...quickOptions,
  format: 'cjs' as const, // it starts without the loader of ES modules
  target: 'node22', // engines in package.json
  define: { ...quickOptions.define, 'import.meta.url': 'here' },
}

/**
 * Bundles the command into `rx-fanout.cjs`, which runs `main.cjs`; they load nothing else. The licences of what is in them
 * are beside them.
 */
export async function bundleCli(folder: string): Promise<void> {
  const main = `${folder}/main.cjs`
  const command = `${folder}/rx-fanout.cjs`
  const { metafile } = await build({
    ...options,
    banner: { js: "const here = require('node:url').pathToFileURL(__filename).href;" },
    entryPoints: ['src/cli/main.ts'],
    outfile: main,
  })
  await build({
    ...options,
    entryPoints: ['src/cli/bin.ts'],
    plugins: [restApart, ...quickOptions.plugins],
    supported: { 'dynamic-import': false },
    outfile: command,
  })
  chmodSync(command, 0o755)
  const folders = new Set(
    Object.keys(metafile.inputs)
      .map(packageFolderOf)
      .filter((path) => path !== undefined),
  )
  const licences = [...folders].sort().map((path) => `${path.replace(/^.*node_modules\//, '')}\n\n${licenceIn(path)}\n`)
  writeFileSync(`${folder}/LICENSES.txt`, licences.join(`\n${'-'.repeat(80)}\n\n`))
}
