import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

/** The CommonJS builds of rxjs and fp-ts, which Node.js conditions lead to, cannot be tree-shaken. */
export const esModules: Plugin = {
  name: 'es-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^rxjs$/ }, () => ({ path: `${modules}rxjs/dist/esm/index.js`, sideEffects: false }))
    onResolve({ filter: /^fp-ts\/lib\// }, ({ path }) => ({
      path: `${modules}${path.replace('/lib/', '/es6/')}`,
      sideEffects: false,
    }))
  },
}
