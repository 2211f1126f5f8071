import type { HopTrace } from '../domain/HopTrace.ts'
import type { Phases } from '../domain/Phases.ts'

/** When what happened, by the monotonic clock. */
type Moments = {
  dial?: number
  lookup?: number
  connect?: number
  secureConnect?: number
  send?: number
  head?: number
  end?: number
}

/** In whole microseconds, rounded down so that the phases never sum up to more than the whole. */
const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : Math.floor((to - from) * 1_000) / 1_000

/** Takes down what becomes of one hop, from a connection's being given to it. */
export class HopRecorder {
  #at: Moments = {}
  #bytes: HopTrace['bytes']

  /** There is a connection, perhaps another one: what came of the last is forgotten. */
  onConnection(): void {
    this.#at = {}
    this.#bytes = undefined
  }

  onDial(): void {
    this.#at.dial = performance.now()
  }

  onLookup(): void {
    this.#at.lookup = performance.now()
  }

  onConnect(): void {
    this.#at.connect = performance.now()
  }

  onSecureConnect(): void {
    this.#at.secureConnect = performance.now()
  }

  onSend(): void {
    this.#at.send = performance.now()
  }

  onHead(): void {
    this.#at.head = performance.now()
  }

  onEnd(): void {
    this.#at.end ??= performance.now()
  }

  onBody(received: number, decoded: number): void {
    this.#bytes = { received, decoded }
  }

  /** What is known by now. */
  get trace(): HopTrace {
    const { dial, send } = this.#at
    const phases = this.#phases()
    return {
      ...(Object.keys(phases).length > 0 && { phases }),
      ...(this.#bytes && { bytes: this.#bytes }),
      ...(send !== undefined && { reused: dial === undefined }),
    }
  }

  #phases(): Phases {
    const { dial, lookup, connect, secureConnect, send, head, end } = this.#at
    const all = {
      dnsMs: between(dial, lookup),
      connectMs: between(lookup ?? dial, connect),
      tlsMs: between(connect, secureConnect),
      firstByteMs: between(send, head),
      bodyMs: between(head, end),
    }
    return Object.fromEntries(Object.entries(all).filter(([, ms]) => ms !== undefined)) as Phases
  }
}
