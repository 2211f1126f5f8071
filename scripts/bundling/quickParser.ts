import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Plugin } from 'esbuild'
import { toEsModule } from './toEsModule.ts'

/**
 * V8 optimises undici's parser, a function of 34 kB, after some five responses: 80 ms of CPU time and 40 MB, which a function
 * that starts has not to spare, for at most 0.8 µs of each response from then on. Here only the quick compiler makes code of
 * it, all at once. V8's flags are then as they were: with others, what Node.js has compiled of its own modules is void.
 */
const QUICK_WASM = `
const WebAssembly = globalThis.WebAssembly && {
  Instance: globalThis.WebAssembly.Instance,
  Module: function (bytes) {
    const { setFlagsFromString } = require('node:v8')
    setFlagsFromString('--no-wasm-lazy-compilation') // what the next flag says is asked when code is made
    setFlagsFromString('--wasm-tier-up-filter=0') // only the function of this number is optimised: it is an import
    try {
      return new globalThis.WebAssembly.Module(bytes)
    } finally {
      setFlagsFromString('--wasm-lazy-compilation')
      setFlagsFromString('--wasm-tier-up-filter=-1')
    }
  },
}
`

/** Has undici's parser compiled as {@link QUICK_WASM} says. */
export const quickParser: Plugin = {
  name: 'quick-parser',
  setup({ onLoad }) {
    onLoad({ filter: /undici\/lib\/dispatcher\/client-h1\.js$/ }, ({ path }) => ({
      contents: toEsModule(readFileSync(path, 'utf8') + QUICK_WASM),
      resolveDir: dirname(path),
    }))
  },
}
