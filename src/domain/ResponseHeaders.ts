import * as t from 'io-ts'

const isFieldValue = (value: unknown): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))

/** Names are lower-case; values of repeated fields are comma-joined, but for `set-cookie`, which is an array. */
export interface ResponseHeaders {
  readonly [name: string]: string | string[]
}
export const ResponseHeaders: t.Type<ResponseHeaders> = t.record(
  t.string,
  new t.Type<string | string[]>(
    'string | string[]',
    isFieldValue,
    (value, context) => (isFieldValue(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  ),
  'ResponseHeaders',
)
