import { dirname } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * undici's parser comes twice, with and without SIMD, for processors that lack it: none that Lambda runs on does (x86_64 and
 * arm64, Lambda developer guide, "Selecting an instruction set architecture").
 */
export const oneParser: Plugin = {
  name: 'one-parser',
  setup({ onLoad }) {
    onLoad({ filter: /undici\/lib\/llhttp\/llhttp-wasm\.js$/ }, ({ path }) => ({
      contents: "module.exports = require('./llhttp_simd-wasm.js')",
      resolveDir: dirname(path),
    }))
  },
}
