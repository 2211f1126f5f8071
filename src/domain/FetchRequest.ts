import * as t from 'io-ts'
import { closed } from './closed.ts'
import { requestPolicyFields } from './FetchPolicy.ts'
import { HeaderFields } from './HeaderFields.ts'
import { isUrlObject } from './urlText.ts'

const isUrl = (value: unknown): value is string | URL => typeof value === 'string' || isUrlObject(value)

/** From the library a `URL` too. */
const Url = new t.Type<string | URL>(
  'string',
  isUrl,
  (value, context) => (isUrl(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

const required = { url: Url }

const optional = {
  id: t.string,
  method: t.string,
  headers: HeaderFields,
  body: t.unknown,
  /** Whether it may be sent twice; by its method and `idempotency-key` where it does not say. */
  idempotent: t.boolean,
  ...requestPolicyFields,
}

/** One thing to fetch: its URL, and whatever differs from a plain GET under the batch's policy. */
export const FetchRequest = closed('FetchRequest', required, optional)

/** What only the program itself may say of a request, not whoever sends an event. */
const fromProgram = {
  /** Governed together with the requests that name the same group, in place of those to the same origin. */
  group: t.string,
}

/** A request of the program's own. */
export const ProgramRequest = closed('FetchRequest', required, { ...optional, ...fromProgram })
export type FetchRequest = t.TypeOf<typeof ProgramRequest>

/** The names of all fields, in the order in which they are documented. */
export const REQUEST_FIELD_NAMES: readonly string[] = Object.keys({ ...required, ...optional, ...fromProgram })

/** The fields of an object that a request may have, without any others. */
export const knownFieldsOf = (value: object): object =>
  Object.fromEntries(
    REQUEST_FIELD_NAMES.filter((field) => Object.hasOwn(value, field)).map((field) => [
      field,
      Reflect.get(value, field),
    ]),
  )

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

/** A request as the library takes it. */
export type RequestInput = string | URL | FetchRequest
