import { streamOf } from './streamResults.ts'

/** The URLs come one after the other, as from a cursor or a file. */
export const streamGenerator = streamOf(async function* (urls) {
  yield* urls
})
