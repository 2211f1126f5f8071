/** Buckets for each doubling of a duration: percentiles are right within 5 %. */
const PER_DOUBLING = 16

const bucketOf = (ms: number): number => Math.round(Math.log2(Math.max(ms, 1)) * PER_DOUBLING)
const msOf = (bucket: number): number => 2 ** (bucket / PER_DOUBLING)

/** One bar of a histogram: durations from `fromMs` to below `toMs`. */
export type Bar = { readonly fromMs: number; readonly toMs: number; readonly count: number }

/** The bounds that people count in. */
const ROUND_MS = [
  0,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1_000,
  2_000,
  5_000,
  10_000,
  20_000,
  50_000,
  Number.POSITIVE_INFINITY,
]

/** Durations, however many, in a memory that does not grow with them. */
export class Durations {
  readonly #counts: number[] = []
  readonly #bars: number[] = ROUND_MS.map(() => 0)
  #count = 0
  #longestMs = 0

  add(ms: number): void {
    const bucket = bucketOf(ms)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    const bar = ROUND_MS.findLastIndex((fromMs) => fromMs <= ms)
    this.#bars[bar] = (this.#bars[bar] ?? 0) + 1
    this.#count += 1
    this.#longestMs = Math.max(this.#longestMs, ms)
  }

  get count(): number {
    return this.#count
  }

  /** The duration that a share of all, from 0 to 1, does not exceed. */
  percentile(share: number): number {
    let left = Math.ceil(this.#count * share)
    for (const [bucket, count = 0] of this.#counts.entries()) {
      left -= count
      if (left <= 0) return Math.min(msOf(bucket), this.#longestMs)
    }
    return 0
  }

  /** From the first bar that is not empty to the last. */
  histogram(): readonly Bar[] {
    const bars = this.#bars.map((count, place) => ({
      fromMs: ROUND_MS[place] ?? 0,
      toMs: ROUND_MS[place + 1] ?? Number.POSITIVE_INFINITY,
      count,
    }))
    const isFull = ({ count }: Bar): boolean => count > 0
    return bars.slice(bars.findIndex(isFull), bars.findLastIndex(isFull) + 1)
  }
}
