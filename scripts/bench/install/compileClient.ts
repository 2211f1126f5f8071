import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { BENCH, CACHE } from '../folders.ts'

/**
 * Makes plain JavaScript of a contestant, in one file: to strip types would be measured with it where its import is.
 * The packages that it uses stay where they are.
 */
export const compileClient = async (name: string): Promise<string> => {
  const source = `${BENCH}clients/${name}.ts`
  const outfile = `${CACHE}clients/${name}.mjs`
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(source).href) },
    logLevel: 'warning',
  })
  return outfile
}
