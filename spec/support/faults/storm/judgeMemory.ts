import type { Check } from './Check.ts'

const KILOBYTE = 1_024
/** What compiled code and its feedback may still add after the first quarter. */
const MAX_GROWTH_KB = 1_024

/** The least is what never goes away: what is still being closed, or compiled, when one sample is taken is not in the next. */
const leastOf = (bytes: readonly number[]): number => Math.min(...bytes)

/** Judges what was reachable after each batch: the least of the last quarter against the least of the second one. */
export const judgeMemory = (reachable: readonly number[], batchSize: number): Check => {
  const quarter = Math.floor(reachable.length / 4)
  const before = leastOf(reachable.slice(quarter, 2 * quarter))
  const after = leastOf(reachable.slice(-quarter))
  const growthKb = Math.round((after - before) / KILOBYTE)
  return {
    name: `what is reachable after a collection grows by at most ${MAX_GROWTH_KB} KB`,
    ok: growthKb <= MAX_GROWTH_KB,
    detail: `${Math.round(before / KILOBYTE)} KB in the second quarter of ${reachable.length} batches of ${batchSize}, ${growthKb} KB more in the last`,
  }
}
