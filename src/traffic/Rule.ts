import type { WaitReason } from '../domain/WaitReason.ts'
import type { Quota } from '../domain/words/readQuota.ts'

/** How an attempt ended, as far as it matters to those that come after it. */
export type AttemptEnd = {
  /** Its number among the attempts of its group, from 1. */
  readonly number: number
  /** `none` where nothing can be told of the server: cancelled, say. */
  readonly health: 'clean' | 'overloaded' | 'none'
  /** Undefined where the server did not answer. */
  readonly status?: number | undefined
  /** What the server asks to wait before the next request. */
  readonly retryAfterMs?: number | undefined
  readonly quota?: Quota | undefined
}

/** One thing that governs the attempts of a group. It is told the time and never asks for it. */
export type Rule = {
  /** What attempts wait for that it holds back. */
  readonly reason: WaitReason
  /** When the next attempt may start: `nowMs` or before if at once, Infinity while only the end of another can tell. */
  opensAtMs(nowMs: number): number
  began?(nowMs: number, number: number): void
  ended?(nowMs: number, end: AttemptEnd): void
}
