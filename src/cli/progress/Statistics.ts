import type { FetchResult } from '../../domain/FetchResult.ts'
import { bodySize } from '../output/bodySize.ts'
import { Durations } from './Durations.ts'

/** How many of the slowest and of the failed are kept to be shown. */
const KEPT = 5
/** The stretch of time over which a rate is taken. */
const WINDOW_MS = 5_000

/** What the summary and the progress tell of the results so far, in a memory that does not grow with them. */
export class Statistics {
  ok = 0
  failed = 0
  /** Attempts after the first. */
  repeats = 0
  /** How many of those are hedges; undefined where some may be, and nobody has counted. */
  hedges: number | undefined = 0
  bytes = 0
  readonly durations = new Durations()
  readonly kinds = new Map<string, number>()
  readonly slowest: FetchResult[] = []
  readonly firstFailed: FetchResult[] = []
  readonly #now: () => number
  readonly #startedAtMs: number
  /** How many were done at some moments, the oldest first. */
  readonly #moments: { readonly atMs: number; readonly done: number }[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#startedAtMs = now()
  }

  get done(): number {
    return this.ok + this.failed
  }

  get elapsedMs(): number {
    return this.#now() - this.#startedAtMs
  }

  add(result: FetchResult): void {
    const { durationMs } = result.timing
    this.repeats += Math.max(0, result.attempts - 1)
    this.bytes += bodySize(result)
    if (result.attempts > 0 && !isCut(result)) this.#addDuration(result, durationMs)
    if (result.outcome === 'success') {
      this.ok += 1
      return
    }
    this.failed += 1
    this.kinds.set(result.error.kind, (this.kinds.get(result.error.kind) ?? 0) + 1)
    if (this.firstFailed.length < KEPT) this.firstFailed.push(withoutBody(result))
  }

  /** Results for each second: of late while it runs, or of the whole. */
  perSecond(ofLate: boolean): number {
    const nowMs = this.#now()
    if (!ofLate) return this.done / Math.max(0.001, (nowMs - this.#startedAtMs) / 1_000)
    this.#moments.push({ atMs: nowMs, done: this.done })
    while (this.#moments.length > 2 && nowMs - (this.#moments[1]?.atMs ?? 0) > WINDOW_MS) this.#moments.shift()
    const { atMs, done } =
      this.#moments.length > 1 && this.#moments[0] ? this.#moments[0] : { atMs: this.#startedAtMs, done: 0 }
    return (this.done - done) / Math.max(0.001, (nowMs - atMs) / 1_000)
  }

  #addDuration(result: FetchResult, durationMs: number): void {
    this.durations.add(durationMs)
    const last = this.slowest.at(-1)
    if (this.slowest.length === KEPT && last !== undefined && last.timing.durationMs >= durationMs) return
    const place = this.slowest.findIndex(({ timing }) => timing.durationMs < durationMs)
    this.slowest.splice(place < 0 ? this.slowest.length : place, 0, withoutBody(result))
    if (this.slowest.length > KEPT) this.slowest.pop()
  }
}

/** Whether it was ended from here: how long it would have taken nobody knows. */
const isCut = (result: FetchResult): boolean =>
  result.outcome === 'failure' && (result.error.kind === 'aborted' || result.error.kind === 'deadline')

/** Bodies may be large: none is kept for its line, which needs its size alone. */
const withoutBody = (result: FetchResult): FetchResult => {
  const headers = { 'content-length': String(bodySize(result)) }
  if (result.outcome === 'success') return { ...result, headers, body: null }
  return result.error.kind === 'status' ? { ...result, error: { ...result.error, headers, body: null } } : result
}
