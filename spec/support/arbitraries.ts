import fc from 'fast-check'
import type { FetchError } from '../../src/domain/FetchError.ts'
import type { FetchResult } from '../../src/domain/FetchResult.ts'

type Fields = Record<string, fc.Arbitrary<unknown>>

const object = (required: Fields, optional: Fields = {}): fc.Arbitrary<unknown> =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) })

/** What JSON can hold, as it comes back from JSON. */
const jsonValue = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))

const message = fc.string()
const status = fc.integer({ min: 100, max: 999 })
const headers = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())))
const retryAfterMs = fc.nat({ max: 200_000 })

/** A `FetchError` of any kind. */
export const anyFetchError = fc.oneof(
  object({ kind: fc.constant('timeout'), message, clock: fc.constantFrom('connect', 'attempt', 'total') }),
  object({ kind: fc.constantFrom('dns', 'connect', 'tls', 'socket', 'protocol'), message, code: fc.string() }),
  object({ kind: fc.constant('dns'), message, code: fc.constant('EAI_AGAIN') }),
  object({ kind: fc.constant('status'), message, status, headers, body: jsonValue }, { retryAfterMs }),
  object({
    kind: fc.constant('status'),
    message,
    status: fc.constantFrom(429, 503),
    headers,
    body: jsonValue,
    retryAfterMs,
  }),
  object({ kind: fc.constant('parse'), message, reason: fc.constantFrom('encoding', 'charset', 'json', 'depth') }),
  object({
    kind: fc.constant('too-large'),
    message,
    part: fc.constantFrom('body', 'headers'),
    limitBytes: fc.nat(),
  }),
  object({
    kind: fc.constant('redirect'),
    message,
    reason: fc.constantFrom('location', 'scheme', 'loop', 'too-many'),
  }),
  object({ kind: fc.constant('rate-limited'), message, status, retryAfterMs }),
  object({ kind: fc.constantFrom('deadline', 'aborted', 'blocked', 'unexpected'), message }),
  object(
    { kind: fc.constant('output-limit'), message, limitBytes: fc.nat(), bodyBytes: fc.nat() },
    { location: fc.string() },
  ),
  object({ kind: fc.constant('invalid-request'), message, field: fc.string() }),
) as fc.Arbitrary<FetchError>

const everyResult: Fields = {
  index: fc.nat(),
  url: fc.string(),
  attempts: fc.nat(),
  timing: object({ startedAtMs: fc.nat(), durationMs: fc.nat() }),
}

/** Any result that a batch can give. */
export const anyFetchResult = fc.oneof(
  object(
    {
      outcome: fc.constant('success'),
      ...everyResult,
      status,
      headers,
      body: jsonValue,
      bodyType: fc.constantFrom('json', 'text', 'base64', 'empty'),
    },
    { id: fc.string(), finalUrl: fc.string() },
  ),
  object(
    { outcome: fc.constant('failure'), ...everyResult, error: anyFetchError },
    { id: fc.string(), finalUrl: fc.string() },
  ),
) as fc.Arbitrary<FetchResult>
