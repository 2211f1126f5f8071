import * as t from 'io-ts'

const numberType = (name: string, is: (value: unknown) => value is number): t.Type<number> =>
  new t.Type(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity)

/** A codec for numbers within bounds, whose name says them. */
export const numberBetween = (least: number, most: number): t.Type<number> =>
  numberType(
    `a number from ${least} to ${most}`,
    (value): value is number => typeof value === 'number' && value >= least && value <= most,
  )

/** A codec for a time that something took, in milliseconds, with fractions. */
export const ElapsedMs = numberType(
  'a number of at least 0',
  (value): value is number => Number.isFinite(value) && (value as number) >= 0,
)

/** A codec for whole numbers within bounds, whose name says them. */
export const integerBetween = (least: number, most: number): t.Type<number> =>
  numberType(
    `an integer from ${least} to ${most}`,
    (value): value is number => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  )

/** The longest delay a Node.js timer can keep, in milliseconds: a longer one fires at once. */
const MAX_TIMER_MS = 2_147_483_647

/** A duration in milliseconds. */
export const DurationMs = integerBetween(1, MAX_TIMER_MS)

/** The longest string that V8 can hold, in characters: a larger body could never be decoded to text. */
export const MAX_STRING_LENGTH = 536_870_888
