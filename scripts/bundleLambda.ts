import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The CommonJS builds of rxjs and fp-ts, which Node.js conditions lead to, cannot be tree-shaken. */
const esModules: Plugin = {
  name: 'es-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^rxjs$/ }, () => ({ path: `${root}node_modules/rxjs/dist/esm/index.js`, sideEffects: false }))
    onResolve({ filter: /^fp-ts\/lib\// }, ({ path }) => ({
      path: `${root}node_modules/${path.replace('/lib/', '/es6/')}`,
      sideEffects: false,
    }))
  },
}

/**
 * Node's own modules by `require`: an `import` reads all their exports, also those that are made when first read, of which
 * `node:http` has one that loads a whole HTTP client, and `node:crypto` one that loads Web Crypto.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    )
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: SELDOM_USED.has(path) ? onDemand(path) : `module.exports = require(${JSON.stringify(path)})`,
    }))
  },
}

/** Modules that most runs need nothing of. */
const SELDOM_USED: ReadonlySet<string> = new Set([
  'node:crypto',
  'node:dns',
  'node:fs/promises',
  'node:stream/consumers',
])

/** A module of which each export loads the whole when it is first read. */
const onDemand = (path: string): string => `
const load = () => require(${JSON.stringify(path)})
for (const name of ${JSON.stringify(Object.keys(createRequire(import.meta.url)(path)))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] })
`

/** What undici takes from `node:http`: a class to tell bodies by, which none here is of, and a limit that is always given. */
const noHttp1: Plugin = {
  name: 'no-http1',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:http$/ }, ({ kind, importer }) =>
      kind === 'require-call' && importer.includes('/undici/')
        ? { path: 'node:http', namespace: 'stand-in' }
        : undefined,
    )
    onLoad({ filter: /^/, namespace: 'stand-in' }, () => ({
      contents: 'module.exports = { IncomingMessage: class {}, maxHeaderSize: 16_384 }',
    }))
  },
}

/** The transport turns HTTP/2 off: to load `node:http2` for it would only lengthen the cold start. */
const noHttp2: Plugin = {
  name: 'no-http2',
  setup({ onLoad }) {
    onLoad({ filter: /undici\/lib\/dispatcher\/client-h2\.js$/ }, () => ({
      contents: "module.exports = () => { throw new Error('HTTP/2 is turned off') }",
    }))
  },
}

/** undici is CommonJS and asks for Node's modules by `require`, which ES modules lack. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"

/** What a bundle for Node.js is made with so that it is small and quick to start. */
export const quickOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: REQUIRE },
  mainFields: ['module', 'main'],
  plugins: [esModules, lazyBuiltins, noHttp1, noHttp2],
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

/**
 * undici's parser comes twice, with and without SIMD, for processors that lack it: none that Lambda runs on does (x86_64 and
 * arm64, Lambda developer guide, "Selecting an instruction set architecture").
 */
const oneParser: Plugin = {
  name: 'one-parser',
  setup({ onLoad }) {
    onLoad({ filter: /undici\/lib\/llhttp\/llhttp-wasm\.js$/ }, () => ({
      contents: "module.exports = require('./llhttp_simd-wasm.js')",
      resolveDir: `${root}node_modules/undici/lib/llhttp`,
    }))
  },
}

/** Bundles the function into one ES module, with its source map beside it. */
export async function bundleLambda(outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...plainOptions,
    ...quickOptions,
    plugins: [...quickOptions.plugins, oneParser],
    outfile,
    sourcemap: 'linked',
  })
  return metafile
}
