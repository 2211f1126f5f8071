import type { BatchContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import type { AttemptRecord, Wait } from './domain/AttemptRecord.ts'
import { type AttemptTrace, traceOf, wayOf } from './domain/AttemptTrace.ts'
import { definedOf } from './domain/definedOf.ts'
import type { FetchError } from './domain/FetchError.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { HopTrace } from './domain/HopTrace.ts'
import { hopsOf } from './domain/hopsOf.ts'
import { originOf } from './domain/originOf.ts'
import { readWords } from './domain/words/serverWords.ts'
import type { Place } from './operators/Place.ts'
import type { AttemptEnd } from './traffic/Rule.ts'

/** What the end of an attempt without an answer says of the server. */
const healthOf = (error: FetchError | undefined): AttemptEnd['health'] => {
  const isOverload =
    error?.kind === 'timeout' ? error.clock !== 'total' : error?.kind === 'socket' || error?.kind === 'connect'
  return isOverload ? 'overloaded' : 'none'
}

/**
 * One attempt: what becomes of it, and that its group is told once it counts. A class for its speed: one is made per
 * attempt.
 */
export class TrackedAttempt {
  /** From 1. */
  readonly number: number
  readonly isHedge: boolean
  /** What went to the wire. */
  readonly sent: Attempt
  readonly #context: BatchContext
  readonly #place: Place
  readonly #beganAtMs: number
  #endedAtMs: number | undefined
  #response: FetchResponse | undefined
  #error: FetchError | undefined
  #isOver = false
  #isLost = false

  /** It is sent now. */
  constructor(
    context: BatchContext,
    place: Place,
    number: number,
    isHedge: boolean,
    sent: Attempt,
    nowMs = context.nowMs(),
  ) {
    this.#context = context
    this.#place = place
    this.number = number
    this.isHedge = isHedge
    this.sent = sent
    this.#beganAtMs = nowMs
    place.began(nowMs)
  }

  get status(): number | undefined {
    return this.#response?.status
  }

  /** Where redirects have led it, as far as its transport tells. */
  get way(): AttemptTrace | undefined {
    return wayOf(this.sent)
  }

  get durationMs(): number {
    return Math.round(Math.max(0, (this.#endedAtMs ?? this.#context.nowMs()) - this.#beganAtMs))
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** It is answered, which counts nowhere yet: another attempt may have come first. */
  answered(response: FetchResponse, nowMs = this.#context.nowMs()): void {
    this.#response = response
    this.#endedAtMs = nowMs
  }

  /** It counts, and has ended so. */
  ended(error?: FetchError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#endedAtMs ??= this.#context.nowMs()
    this.#error = error
    if (this.#response === undefined) this.#place.ended(healthOf(error))
    else this.#tellGroup(this.#response)
  }

  /** Another attempt came first: its own answer counts nowhere. */
  lost(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isLost = true
    this.#endedAtMs ??= this.#context.nowMs()
    this.#place.ended('none')
  }

  /** @param startedAtMs when its request started, in ms of the epoch, and on the clock of the limits */
  record(startedAtMs: number, beganAtMs: number, waits: readonly Wait[]): AttemptRecord {
    const {
      hops = 1,
      phases,
      bytes,
      reused,
    }: HopTrace & { hops?: number } = this.#response ?? (this.#error && traceOf(this.#error)) ?? this.way ?? {}
    return {
      startedAtMs: startedAtMs + Math.round(this.#beganAtMs - beganAtMs),
      durationMs: this.durationMs,
      waits,
      ...definedOf({ status: this.#response?.status, error: this.#error?.kind, phases, bytes, reused }),
      ...(this.isHedge ? { hedge: true } : {}),
      ...(this.#isLost ? { lost: true } : {}),
      ...(hops > 1 ? { hops } : {}),
    } as AttemptRecord
  }

  /** What the answer to a later hop says, it says of its own origin. */
  #tellGroup(response: FetchResponse): void {
    const { status, headers, url } = response
    const health = status === 429 || status === 503 ? 'overloaded' : 'clean'
    const words = readWords(status, headers, this.#context.wallMs)
    const hops = hopsOf(response, this.sent.url)
    const origin = hops > 1 ? originOf(url) : ''
    if (hops === 1 || origin === this.#place.group.memory.key) this.#place.ended(health, status, words, this.#endedAtMs)
    else {
      this.#place.ended('none')
      this.#context.visit(origin, { health, status, words })
    }
  }
}
