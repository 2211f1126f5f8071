import * as t from 'io-ts'
import { DurationMs } from './numbers.ts'

/** After how many ms a second attempt is sent beside the first; `'p95'`: after what 95 % of its group's answers take. */
export type HedgeAfter = number | 'p95'

const isHedgeAfter = (value: unknown): value is HedgeAfter => value === 'p95' || DurationMs.is(value)

export const HedgeAfter: t.Type<HedgeAfter> = new t.Type<HedgeAfter>(
  `${DurationMs.name} or 'p95'`,
  isHedgeAfter,
  (value, context) => (isHedgeAfter(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)
