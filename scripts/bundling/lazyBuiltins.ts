import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/** Modules that most runs need nothing of. */
const SELDOM_USED: ReadonlySet<string> = new Set([
  'node:crypto',
  'node:dns',
  'node:fs/promises',
  'node:module',
  'node:stream/consumers',
  'node:zlib',
])

const namesOf = (path: string): string[] => Object.keys(createRequire(import.meta.url)(path))

/** A module of which those exports are read that somebody imports. */
const whatIsImported = (path: string): string => `
const all = require(${JSON.stringify(path)})
export default all
${namesOf(path)
  .map((name) => `export const ${name} = /* @__PURE__ */ (() => all.${name})()`)
  .join('\n')}
`

/** A module of which each export loads the whole when it is first read. */
const onDemand = (path: string): string => `
const load = () => require(${JSON.stringify(path)})
for (const name of ${JSON.stringify(namesOf(path))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] })
`

/**
 * Node's own modules by `require`: an `import` reads all their exports, also those that are made when first read, of which
 * `node:http` has one that loads a whole HTTP client, and `node:crypto` one that loads Web Crypto.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    )
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: SELDOM_USED.has(path) ? onDemand(path) : whatIsImported(path),
    }))
  },
}
