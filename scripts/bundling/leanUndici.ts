import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'
import { toEsModule } from './toEsModule.ts'

const constants = createRequire(import.meta.url)('undici/lib/llhttp/constants.js')

/** What undici's HTTP/1.1 client takes of its parser's constants, of which most are tables made when they are loaded. */
const { ERROR, TYPE } = constants as Readonly<Record<'ERROR' | 'TYPE', Readonly<Record<string, unknown>>>>

/** A class to tell bodies by, which none here is of, and a limit that is always given. */
const HTTP = 'export default { IncomingMessage: class {}, maxHeaderSize: 16_384 }'

/** Node's own takes its arguments as a list to tell what failed; undici's errors tell it to nobody here. */
const ASSERT = `
export default (isTrue, message = 'An assumption does not hold') => {
  if (!isTrue) throw Object.assign(new Error(message), { code: 'ERR_ASSERTION' })
}
`

/** Stand-ins for what undici loads of Node.js. */
const NODE: Readonly<Record<string, string>> = { 'node:http': HTTP, 'node:assert': ASSERT }

const refusal = (reason: string): string => `throw new Error(${JSON.stringify(reason)})`

/** Stand-ins for files of undici, by how their paths go on behind `undici/lib/`. */
const OWN: ReadonlyArray<readonly [path: RegExp, contents: string]> = [
  [/^dispatcher\/client-h2\.js$/, `export default () => { ${refusal('HTTP/2 is turned off')} }`],
  [/^web\//, refusal('A body is a string or bytes')],
  [/^llhttp\/constants\.js$/, `export default ${JSON.stringify({ ERROR, TYPE })}`],
]

/** Leaves out of undici what no transport here comes to, and would have to be loaded at each start. */
export const leanUndici: Plugin = {
  name: 'lean-undici',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      importer.includes('/undici/') && Object.hasOwn(NODE, path) ? { path, namespace: 'stand-in' } : undefined,
    )
    onLoad({ filter: /^/, namespace: 'stand-in' }, ({ path }) => ({ contents: NODE[path] ?? '' }))
    onLoad({ filter: /\/undici\/lib\// }, ({ path }) => {
      const own = path.slice(path.lastIndexOf('/undici/lib/') + '/undici/lib/'.length)
      const standIn = OWN.find(([pattern]) => pattern.test(own))
      if (standIn !== undefined) return { contents: standIn[1] }
      return own.startsWith('llhttp/') ? undefined : { contents: toEsModule(readFileSync(path, 'utf8')) }
    })
  },
}
