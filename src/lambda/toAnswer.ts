import type { Issues } from '../domain/describeIssues.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { publicHeaders } from './publicHeaders.ts'
import { publicMessage } from './publicMessage.ts'
import type { Summary } from './summary/Summary.ts'

/** Why an event was refused. */
export interface Refusal {
  /** The reason in a few words. */
  readonly error: string
  /** What is wrong with it, and where. */
  readonly issues: Issues
  /** How many issues are not listed; absent where all are. */
  readonly omittedIssues?: number
  /** The triggers whose events are understood; absent where the event's form is. */
  readonly accepts?: readonly string[]
}

/** What an invocation answers. */
export type Answer =
  | { readonly statusCode: 200; readonly body: readonly unknown[]; readonly summary?: Summary }
  | { readonly statusCode: 400; readonly body: Refusal }
  | { readonly statusCode: 500; readonly body: { readonly error: string } }

/** The parsed body of a success, or of a failure the error with its own small data, but never headers or a body. */
const toBodyItem = (result: FetchResult): unknown => {
  if (result.outcome === 'success') return result.body
  const { message, kind, headers: _, body: __, ...data } = { headers: undefined, body: undefined, ...result.error }
  return {
    error: kind === 'unexpected' ? publicMessage(result.error) : message,
    kind,
    url: result.url,
    attempts: result.attempts,
    ...data,
  }
}

/** The whole result, with those of the response's header fields that are for everyone. */
export function toFullItem(result: FetchResult): FetchResult {
  if (result.outcome === 'success') return { ...result, headers: publicHeaders(result.headers) }
  const { error } = result
  if (error.kind === 'status') return { ...result, error: { ...error, headers: publicHeaders(error.headers) } }
  return error.kind === 'unexpected' ? { ...result, error: { ...error, message: publicMessage(error) } } : result
}

/** Makes the item that stands in an answer for a result, in the form that the event asks for. */
export const toItem = (form: FetchBatch['results'] = 'body'): ((result: FetchResult) => unknown) =>
  form === 'full' ? toFullItem : toBodyItem

/** Answers with one item per result, in the form that the event asks for. */
export const toAnswer = (results: readonly FetchResult[], form: FetchBatch['results'] = 'body'): Answer => ({
  statusCode: 200,
  body: results.map(toItem(form)),
})
