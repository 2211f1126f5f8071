/** How many of the last answers are remembered, and how many it takes to tell from. */
const KEPT = 200
const ENOUGH = 20
/** How many new answers make it worth to look again. */
const FRESH = 10

/** How long the last answers of a group took. */
export class Latencies {
  readonly #lastMs: number[] = []
  #count = 0
  #countedAt = 0
  #p95Ms: number | undefined

  add(durationMs: number): void {
    this.#lastMs[this.#count % KEPT] = durationMs
    this.#count += 1
  }

  /** The duration that 95 % of them stayed within, in ms; undefined before there are 20. */
  p95Ms(): number | undefined {
    if (this.#count < ENOUGH) return undefined
    if (this.#p95Ms === undefined || this.#count - this.#countedAt >= FRESH) {
      const sorted = [...this.#lastMs].sort((a, b) => a - b)
      this.#p95Ms = sorted[Math.ceil(sorted.length * 0.95) - 1]
      this.#countedAt = this.#count
    }
    return this.#p95Ms
  }
}
