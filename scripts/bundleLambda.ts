import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { esModules } from './bundling/esModules.ts'
import { lazyBuiltins } from './bundling/lazyBuiltins.ts'
import { leanUndici } from './bundling/leanUndici.ts'
import { oneParser } from './bundling/oneParser.ts'
import { quickParser } from './bundling/quickParser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** undici is CommonJS and asks for Node's modules by `require`, which ES modules lack. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"

/** The same without `node:module`: nothing but Node's modules is asked for. */
const QUICK_REQUIRE = 'const require = process.getBuiltinModule;'

/** What a bundle for Node.js is made with so that it is small and quick to start. */
export const quickOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: QUICK_REQUIRE },
  mainFields: ['module', 'main'],
  plugins: [esModules, leanUndici, lazyBuiltins],
  define: { esbuildDetection: 'true' }, // undici's own switch: leaves out its second, experimental parser
  minify: true,
  keepNames: false,
  legalComments: 'none',
  metafile: true,
} satisfies BuildOptions

/** What any bundle of the function for the nodejs24.x runtime needs, without regard to its size or speed. */
export const plainOptions: BuildOptions = {
  absWorkingDir: root,
  entryPoints: ['src/lambda/index.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  banner: { js: REQUIRE },
}

/** Bundles the function into one ES module, with its source map beside it. */
export async function bundleLambda(outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...plainOptions,
    ...quickOptions,
    plugins: [oneParser, quickParser, ...quickOptions.plugins], // first: it has its own of what would be left out
    outfile,
    sourcemap: 'linked',
  })
  return metafile
}
