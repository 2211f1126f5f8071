import type { Rate } from '../domain/Rate.ts'

/** What a batch's policy says of its traffic, every field decided. */
export type TrafficPolicy = {
  readonly concurrency: number
  readonly perOrigin: number
  readonly rates: readonly Rate[]
  readonly cooldown: boolean
  readonly adaptive: boolean
  readonly retryBudget: number
  readonly maxRetryAfterMs: number
}
