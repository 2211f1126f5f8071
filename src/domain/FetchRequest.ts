import * as t from 'io-ts'
import { closed } from './closed.ts'
import { documented } from './documented.ts'
import { requestPolicyFields } from './FetchPolicy.ts'
import { HeaderFields } from './HeaderFields.ts'
import type { PerRequestPolicy } from './PerRequestPolicy.ts'
import { isUrlObject } from './urlText.ts'

const isUrl = (value: unknown): value is string | URL => typeof value === 'string' || isUrlObject(value)

/** One thing to fetch: its URL, and whatever differs from a plain GET under the batch's policy. */
export interface FetchRequest extends PerRequestPolicy {
  /** An absolute http or https URL. Credentials in it become an `authorization` field. */
  readonly url: string | URL
  /** Yours to tell results apart by: the request's result has it too. None by default. */
  readonly id?: string | undefined
  /** An HTTP method, in any case; `'GET'` by default. */
  readonly method?: string | undefined
  /** Header fields, over those of the batch; they go out in lower case. None by default. */
  readonly headers?: HeaderFields | undefined
  /**
   * A string or a `Uint8Array`, sent as it is; `URLSearchParams`, sent as a form; or a JSON value, sent as JSON. None by
   * default, or where it is null.
   */
  readonly body?: unknown
  /** Whether it may be sent twice; by default by its method, and by whether it has an `idempotency-key`. */
  readonly idempotent?: boolean | undefined
  /** Its traffic is governed together with that of all requests of this name; by default with that to its origin. */
  readonly group?: string | undefined
}

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
  idempotent: t.boolean,
  ...requestPolicyFields,
}

/** A request of an event. */
export const FetchRequest: t.Type<FetchRequest> = documented<Omit<FetchRequest, 'group'>>(
  closed('FetchRequest', required, optional),
)

/** What only the program itself may say of a request, not whoever sends an event. */
const fromProgram = { group: t.string }

/** A request of the program's own. */
export const ProgramRequest: t.Type<FetchRequest> = documented<FetchRequest>(
  closed('FetchRequest', required, { ...optional, ...fromProgram }),
)

const EVENT_FIELD_NAMES: readonly string[] = Object.keys({ ...required, ...optional })

/** The names of all fields, in the order in which they are documented. */
export const REQUEST_FIELD_NAMES: readonly string[] = [...EVENT_FIELD_NAMES, ...Object.keys(fromProgram)]

/** The fields of an object that the request of an event may have, without any others. */
export const knownFieldsOf = (value: object): object =>
  Object.fromEntries(
    EVENT_FIELD_NAMES.filter((field) => Object.hasOwn(value, field)).map((field) => [field, Reflect.get(value, field)]),
  )

/** A request, or just its URL. */
export const UrlOrRequest: t.Type<string | FetchRequest> = new t.Type<string | FetchRequest>(
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
