import { Readable } from 'node:stream'
import type { FunctionError } from './FunctionError.ts'

/** What `HttpResponseStream.from` sends before the body. */
export type Prelude = {
  readonly statusCode?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}

/** The beginning of an answer; without a `contentType` the function failed before it answered anything. */
export type AnswerHead = {
  readonly contentType?: string
  readonly prelude?: Prelude
  /** Ends, without an error, where the function's answer ends or is cut off. */
  readonly body: Readable
}

/** The end of an invocation. */
export type Completion = {
  readonly error?: FunctionError
  /** How long it took, but for what its process waited for a core. */
  readonly durationMs: number
  /** The most memory that the function's process ever held; absent where the system does not tell. */
  readonly maxMemoryBytes?: number
}

/** One event on its way through a function: the answer's beginning and the end are promises that never reject. */
export type Invocation = {
  readonly requestId: string
  readonly event: string
  readonly timeoutMs: number
  readonly maxStreamBytes: number
  readonly head: PromiseWithResolvers<AnswerHead>
  readonly completion: PromiseWithResolvers<Completion>
}

export function createInvocation(fields: Omit<Invocation, 'head' | 'completion'>): Invocation {
  return { ...fields, head: Promise.withResolvers(), completion: Promise.withResolvers() }
}

/** Ends the invocation; a function that has answered nothing gets an empty head. The first call counts. */
export function complete(invocation: Invocation, completion: Completion): void {
  invocation.head.resolve({ body: Readable.from([]) })
  invocation.completion.resolve(completion)
}

/** Ends an invocation that no function has begun. */
export function refuse(invocation: Invocation, error: FunctionError): void {
  complete(invocation, { durationMs: 0, error })
}
