/** A number for a text that another text hardly ever has: FNV-1a, 32 bits. */
const print = (text: string, seed: number): number => {
  let hash = seed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The offset basis of FNV-1a, and another. */
const SEEDS = [0x811c9dc5, 0x050c5d1f] as const

/** What became of a request, as results tell it: the larger number is kept where they tell several times. */
export const FATE = { unknown: 0, unsent: 1, unsure: 2, failed: 3, done: 4 } as const
export type Fate = (typeof FATE)[keyof typeof FATE]

const EMPTY = 1_024

/** What became of requests by their index, and what tells one from another, in some 13 bytes for each. */
export class RequestPrints {
  #fates = new Uint8Array(EMPTY)
  #prints = new Uint32Array(2 * EMPTY)
  #lines = new Uint32Array(EMPTY)
  /** One more than the highest index. */
  length = 0

  #grow(index: number): void {
    let room = this.#fates.length
    while (room <= index) room *= 2
    if (room === this.#fates.length) return
    const grown = <A extends Uint8Array | Uint32Array>(to: A, from: A): A => {
      to.set(from)
      return to
    }
    this.#fates = grown(new Uint8Array(room), this.#fates)
    this.#prints = grown(new Uint32Array(2 * room), this.#prints)
    this.#lines = grown(new Uint32Array(room), this.#lines)
  }

  /** Tells whether what was said of that index before was said of the same request. */
  add(index: number, identity: string, fate: Fate, line: number): boolean {
    this.#grow(index)
    if (this.#fates[index] !== FATE.unknown && !this.isSame(index, identity)) return false
    this.length = Math.max(this.length, index + 1)
    this.#prints[2 * index] = print(identity, SEEDS[0])
    this.#prints[2 * index + 1] = print(identity, SEEDS[1])
    this.#fates[index] = Math.max(this.#fates[index] ?? 0, fate) as Fate
    this.#lines[index] = line
    return true
  }

  fate(index: number): Fate {
    return (this.#fates[index] ?? FATE.unknown) as Fate
  }

  /** The line of the results that tells of it. */
  line(index: number): number {
    return this.#lines[index] ?? 0
  }

  isSame(index: number, identity: string): boolean {
    return (
      this.#prints[2 * index] === print(identity, SEEDS[0]) && this.#prints[2 * index + 1] === print(identity, SEEDS[1])
    )
  }
}
