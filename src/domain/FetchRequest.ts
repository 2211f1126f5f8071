import * as t from 'io-ts'
import { closed, recordOf } from './closed.ts'
import { requestPolicyFields } from './FetchPolicy.ts'

/** One thing to fetch: its URL, and whatever differs from a plain GET under the batch's policy. */
export const FetchRequest = closed(
  'FetchRequest',
  { url: t.string },
  {
    id: t.string,
    method: t.string,
    headers: recordOf(t.string, 'an object of strings'),
    body: t.unknown,
    /** Whether it may be sent twice; by its method and `idempotency-key` where it does not say. */
    idempotent: t.boolean,
    ...requestPolicyFields,
  },
)
export type FetchRequest = t.TypeOf<typeof FetchRequest>

/** A request, or just its URL. */
export const UrlOrRequest = new t.Type<string | FetchRequest>(
  'a URL string or a FetchRequest',
  (value): value is string | FetchRequest => typeof value === 'string' || FetchRequest.is(value),
  (value, context) =>
    typeof value === 'string'
      ? t.success(value)
      : typeof value === 'object' && value !== null
        ? FetchRequest.validate(value, context)
        : t.failure(value, context),
  t.identity,
)
