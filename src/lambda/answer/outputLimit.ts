import type { FetchErrorOf } from '../../domain/FetchError.ts'
import type { FetchFailure, FetchResult } from '../../domain/FetchResult.ts'

/** What stays known of a result whose body has no room. */
export type ResultHead = Omit<FetchFailure, 'outcome' | 'error'>

/** Lets go of everything large. */
export const headOf = ({ index, id, url, method, attempts, timing }: FetchResult): ResultHead =>
  id === undefined && method === undefined
    ? { index, url, attempts, timing } // nearly all are so, and spreading costs
    : {
        index,
        ...(id === undefined ? {} : { id }),
        url,
        ...(method === undefined ? {} : { method }),
        attempts,
        timing,
      }

type Data = Omit<FetchErrorOf<'output-limit'>, 'kind' | 'message'>

/** The failure that stands where a body has no room. */
export const outputLimit = (head: ResultHead, data: Data): FetchFailure => ({
  outcome: 'failure',
  ...head,
  error: { kind: 'output-limit', message: 'The answer has no room for the body', ...data },
})

/** The same in as few bytes as can be, for an answer without room even for URLs. */
export const leastOutputLimit = (index: number, limitBytes: number): FetchFailure => ({
  outcome: 'failure',
  index,
  url: '',
  error: { kind: 'output-limit', message: 'No room', limitBytes, bodyBytes: 0 },
  attempts: 0,
  timing: { startedAtMs: 0, durationMs: 0 },
})
