import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { quickOptions } from './bundleLambda.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const packageFolderOf = (path: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]

const licenceIn = (folder: string): string => {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((name) => existsSync(join(root, folder, name)))
  return file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()
}

/** Bundles the command into one ES module that loads nothing else, with the licences of what is in it beside it. */
export async function bundleCli(outfile: string): Promise<void> {
  const { metafile } = await build({
    ...quickOptions,
    entryPoints: ['src/cli/bin.ts'],
    target: 'node22', // engines in package.json
    outfile,
  })
  const folders = new Set(
    Object.keys(metafile.inputs)
      .map(packageFolderOf)
      .filter((folder) => folder !== undefined),
  )
  const licences = [...folders]
    .sort()
    .map((folder) => `${folder.replace(/^.*node_modules\//, '')}\n\n${licenceIn(folder)}\n`)
  writeFileSync(join(dirname(outfile), 'LICENSES.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`))
}
