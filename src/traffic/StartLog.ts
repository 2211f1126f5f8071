/** When the last attempts of a group started: as many as the largest rate of all batches counts. */
export class StartLog {
  #times: number[] = []
  #most = 0
  #longestMs = 0
  /** How many starts were ever logged. */
  count = 0

  /** Keeps at least this many starts, which matter for this long. */
  reserve(requests: number, perMs: number): void {
    if (requests > this.#most) {
      const kept = this.#latest()
      this.#most = requests
      this.#times = []
      this.count -= kept.length
      for (const time of kept) this.add(time)
    }
    this.#longestMs = Math.max(this.#longestMs, perMs)
  }

  add(nowMs: number): void {
    this.#times[this.count % this.#most] = nowMs
    this.count += 1
  }

  /** The time of the start with this number, from 0; undefined where it is no longer, or not yet, known. */
  at(number: number): number | undefined {
    const isKnown = number >= Math.max(0, this.count - this.#most) && number < this.count
    return isKnown ? this.#times[number % this.#most] : undefined
  }

  /** Whether no rate asks for any of the starts any more. */
  isOver(nowMs: number): boolean {
    const last = this.at(this.count - 1)
    return last === undefined || last + this.#longestMs <= nowMs
  }

  #latest(): number[] {
    const kept: number[] = []
    for (let number = Math.max(0, this.count - this.#most); number < this.count; number += 1)
      kept.push(this.at(number) ?? 0)
    return kept
  }
}
