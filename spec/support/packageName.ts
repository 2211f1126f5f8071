import { registerHooks } from 'node:module'

const SOURCES: Readonly<Record<string, string>> = {
  'rx-fanout': new URL('../../src/index.ts', import.meta.url).href,
  'rx-fanout/lambda': new URL('../../src/lambda/index.ts', import.meta.url).href,
}

/** Lets recipes import the package by its name, as whoever copies them does, and run on the sources. */
registerHooks({
  resolve(specifier, context, next) {
    const url = SOURCES[specifier]
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true }
  },
})
