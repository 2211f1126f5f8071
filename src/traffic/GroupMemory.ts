import { type Closure, isClosed } from './closure.ts'
import type { Latencies } from './Latencies.ts'
import type { StartLog } from './StartLog.ts'

/** How many retries a group may draw before its first attempts have earned them, and the most that it ever keeps. */
export const RETRY_TOKENS = 100

/** A quota that a server told, and by whom it was heard. */
export type ToldQuota = Closure & {
  readonly remaining: number
  /** The number of the attempt whose answer told it: those begun later count against it. */
  readonly toldBy: number
}

/** Told when what closes a group may have changed by the end of an attempt, and whose group of that memory has sent it. */
export type GroupWatcher = (memory: GroupMemory, sentBy: object) => void

/** What is remembered of a group beyond a batch. A class for its speed: one is made for each new group. */
export class GroupMemory {
  readonly key: string
  /** Attempts ever begun. */
  begun = 0
  cooldown: Closure | undefined
  quota: ToldQuota | undefined
  /** Answers of 503 in a row. */
  unavailable = 0
  /** Since some request was to be hedged by them. */
  latencies: Latencies | undefined
  /** Since some batch had a rate. */
  starts: StartLog | undefined
  retryTokens = RETRY_TOKENS
  /** How many may be in flight where a batch adapts; Infinity before the first sign of overload. */
  adaptedLimit = Number.POSITIVE_INFINITY
  /** The last attempt that had begun when it was halved. */
  halvedBy = 0
  /** Batches that have the group in use. */
  users = 0
  /** Those batches: each may wait for what another's attempts are told. */
  readonly watchers: GroupWatcher[] = []

  constructor(key: string) {
    this.key = key
  }

  /** Whether all wait for what becomes of this attempt. */
  isProbe(number: number): boolean {
    return this.cooldown?.probe === number || this.quota?.probe === number
  }

  /** Whether a server's word or a rate still speaks of it. */
  isBound(nowMs: number): boolean {
    return isClosed(this.cooldown, nowMs) || isClosed(this.quota, nowMs) || this.starts?.isOver(nowMs) === false
  }

  /** Whether a new one would be no different. */
  isBlank(nowMs: number): boolean {
    return (
      this.unavailable === 0 &&
      this.retryTokens === RETRY_TOKENS &&
      this.adaptedLimit === Number.POSITIVE_INFINITY &&
      this.latencies === undefined &&
      !this.isBound(nowMs)
    )
  }
}
