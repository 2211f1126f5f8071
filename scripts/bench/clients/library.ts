const BUILT = new URL('../../../dist/lib/', import.meta.url).href

/** Where rx-fanout was built: as its users have it, and not its TypeScript sources. */
export const LIBRARY = process.env.BENCH_LIBRARY ?? BUILT

/** rx-fanout, as a program has it that imports the package. */
export const library = (await import(`${LIBRARY}index.js`)) as typeof import('../../../src/index.ts')
