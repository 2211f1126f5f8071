type Listener = (...args: unknown[]) => void

/** What is used of the stream that Lambda's runtime gives to a streaming handler; a `Writable` has all of it. */
export interface ResponseStream {
  /** Takes a piece of the answer; false where `'drain'` is to be waited for before the next. */
  write(chunk: string): boolean
  /** Ends the answer. */
  end(): unknown
  /** Whether nobody reads it any more. */
  readonly destroyed?: boolean
  /** Calls `listener` on `'drain'`, `'close'` and `'error'`. */
  addListener(event: string, listener: Listener): object
  /** Calls it no longer. */
  removeListener(event: string, listener: Listener): object
  /** Says what the answer is, where it is no HTTP response. */
  setContentType?(type: string): void
}

/** How the HTTP response of a function URL begins. */
export type Prelude = { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> }

/** A handler whose answer goes into a stream. */
export type StreamHandler<C> = (event: unknown, stream: ResponseStream, context?: C | null) => Promise<void>

/** Lambda developer guide, "Response streaming": a global of the runtime, absent everywhere else. */
type AwsLambda = {
  streamifyResponse<H>(handler: H): H
  readonly HttpResponseStream: { from(stream: ResponseStream, prelude: Prelude): ResponseStream }
}

const runtime = (): AwsLambda | undefined => (globalThis as { awslambda?: AwsLambda }).awslambda

/** Marks a handler as a streaming one; outside Lambda it stays as it is. */
export const streamify = <H>(handler: H): H => runtime()?.streamifyResponse(handler) ?? handler

/** The stream with the beginning of an HTTP response, which is sent at once, even if nothing else ever is. */
export function withPrelude(stream: ResponseStream, prelude: Prelude): ResponseStream {
  const http = runtime()?.HttpResponseStream.from(stream, prelude) ?? stream
  http.write('')
  return http
}
