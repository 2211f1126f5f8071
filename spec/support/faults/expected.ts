import type { FetchErrorOf } from '../../../src/domain/FetchError.ts'
import type { FetchFailure, FetchSuccess } from '../../../src/domain/FetchResult.ts'

type Kind = FetchFailure['error']['kind']

/** What a result must show; fields that are left out may be anything. */
export type Outcome =
  | (Partial<Pick<FetchSuccess, 'status' | 'bodyType' | 'headers' | 'attempts'>> & {
      readonly outcome: 'success'
      /** The body itself, or what it must satisfy. */
      readonly body?: unknown
    })
  | { readonly outcome: 'failure'; readonly error: { readonly kind: Kind }; readonly attempts?: number }

/** The outcomes that are right: several where the protocol leaves the choice to the client. */
export type Expected = readonly Outcome[]

type SuccessDetail = Omit<Extract<Outcome, { outcome: 'success' }>, 'outcome' | 'body'>

/** A success with this body, or with one that satisfies this predicate. */
export const success = (body?: unknown, detail: SuccessDetail = {}): Expected => [
  { outcome: 'success', ...(body === undefined ? {} : { body }), ...detail },
]

/** A failure of this kind, with at least this data. */
export const failure = <K extends Kind>(
  kind: K,
  data: Partial<Omit<FetchErrorOf<K>, 'kind'>> = {},
  attempts?: number,
): Expected => [{ outcome: 'failure', error: { kind, ...data }, ...(attempts === undefined ? {} : { attempts }) }]

/** Any of these. */
export const either = (...expected: readonly Expected[]): Expected => expected.flat()
