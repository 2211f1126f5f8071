import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from './Attempt.ts'
import { describeIssues, issueSentence, summarizeDiscreetly, withoutHeaderName } from './describeIssues.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import { type RequestPolicy, requestPolicyFields } from './FetchPolicy.ts'
import { type FetchRequest, ProgramRequest, REQUEST_FIELD_NAMES } from './FetchRequest.ts'
import { isIdempotent } from './isIdempotent.ts'
import { isPlainObject } from './isPlainObject.ts'
import { toAttempt } from './toAttempt.ts'
import { UnreadableRequest } from './UnreadableRequest.ts'
import { isUrlObject, urlOf, urlText } from './urlText.ts'

/** A request at its place in the batch, with all that is decided before its first attempt. */
export type PreparedRequest = {
  readonly index: number
  readonly id: string | undefined
  readonly url: string
  readonly policy: RequestPolicy
  /** Whether it may be sent twice. */
  readonly repeatable: boolean
  readonly attempt: E.Either<FetchError, Attempt>
}

/** What the batch says for all its requests: every policy field, and header fields (lower-case, checked). */
export type RequestDefaults = { readonly policy: RequestPolicy; readonly headers: Readonly<Record<string, string>> }

const REQUEST_POLICY_KEYS = Object.keys(requestPolicyFields) as ReadonlyArray<keyof RequestPolicy>

/** A copy of `policy` with the fields that `own` sets; `policy` itself where it sets none. */
const withOwnPolicy = (policy: RequestPolicy, own: FetchRequest): RequestPolicy => {
  let merged = policy
  for (const key of REQUEST_POLICY_KEYS) {
    if (own[key] !== undefined) merged = { ...merged, [key]: own[key] }
  }
  return merged
}

/** A field that an object of a class has but does not own, as those of a `Request`: it would be passed over or not be judged. */
const inheritedField = (request: unknown): string | undefined =>
  typeof request === 'object' && request !== null && !isPlainObject(request)
    ? REQUEST_FIELD_NAMES.find((field) => field in request && !Object.hasOwn(request, field))
    : undefined

/** A request in whatever form programs have it, or what is wrong with its shape. */
export const decodeRequest = (request: unknown): E.Either<FetchError, FetchRequest> => {
  if (typeof request === 'string') return E.right({ url: request })
  if (isUrlObject(request)) return E.right({ url: request.href })
  if (request instanceof UnreadableRequest) return E.left(request.error)
  const inherited = inheritedField(request)
  if (inherited !== undefined)
    return E.left(invalidRequest(inherited, "a field of the request's own", 'one of its class: give a plain object'))
  const decoded = ProgramRequest.decode(request)
  if (E.isRight(decoded)) return decoded
  const issues = describeIssues(decoded.left, summarizeDiscreetly)
  const sentences = issues.map(({ path, ...issue }) =>
    issueSentence({ ...issue, path: withoutHeaderName(path) }, REQUEST_FIELD_NAMES),
  )
  const field = withoutHeaderName(issues[0]?.path ?? '') || 'request'
  return E.left({ kind: 'invalid-request', message: `Invalid request: ${sentences.join('; ')}`, field })
}

/** What can be told of the URL and id of anything that stands for a request. Never throws. */
export const identify = (request: unknown): { url: string; id: string | undefined } => {
  try {
    const { id } = Object(request) as { id?: unknown }
    return { url: urlOf(request), id: typeof id === 'string' ? id : undefined }
  } catch {
    return { url: '', id: undefined } // an object that throws when it is read
  }
}

const UNREADABLE = invalidRequest('request', 'readable', 'an object that throws')

/** Decides everything about a request that its batch and itself say. Whatever is wrong with it is in `attempt`. */
export function prepareRequest(input: unknown, index: number, defaults: RequestDefaults): PreparedRequest {
  try {
    return prepare(input, index, defaults)
  } catch {
    const { policy } = defaults
    return { index, id: undefined, url: '', policy, repeatable: false, attempt: E.left(UNREADABLE) }
  }
}

const mayBeSentTwice = ({ method, headers }: Attempt): boolean =>
  isIdempotent(method) || (headers['idempotency-key'] ?? '') !== ''

function prepare(input: unknown, index: number, defaults: RequestDefaults): PreparedRequest {
  const request = decodeRequest(input)
  if (E.isLeft(request))
    return { index, ...identify(input), policy: defaults.policy, repeatable: false, attempt: request }
  const policy = typeof input === 'string' ? defaults.policy : withOwnPolicy(defaults.policy, request.right)
  const attempt = toAttempt(request.right, policy, defaults.headers)
  const repeatable = E.isRight(attempt) && (request.right.idempotent ?? mayBeSentTwice(attempt.right))
  return { index, id: request.right.id, url: urlText(request.right.url), policy, repeatable, attempt }
}
