import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { answerTooLarge, answerTruncated, type FunctionError, postedError, preludeInvalid } from './FunctionError.ts'
import type { AnswerHead, Invocation, Prelude } from './Invocation.ts'

const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response'
const PRELUDE_END = Buffer.alloc(8)

type Chunks = AsyncGenerator<Buffer, void, undefined>

/**
 * Receives a streamed answer: gives its head to the caller as soon as there is one, and resolves when all has arrived,
 * with the function's error if it failed. A caller who leaves does not interrupt the function: Lambda reads on, and
 * bills on (developer guide, "Response streaming").
 */
export async function receiveStream(
  request: IncomingMessage,
  invocation: Invocation,
): Promise<FunctionError | undefined> {
  const end = Promise.withResolvers<FunctionError | undefined>()
  request.on('end', () => end.resolve(trailingError(request)))
  request.on('close', () => end.resolve(answerTruncated(invocation.requestId))) // no news after 'end'
  void invocation.completion.promise.then(({ error }) => {
    if (error?.errorType === 'Sandbox.Timedout') request.destroy() // cut off, in an environment that lives on too
  })
  const chunks = limit(request, invocation.maxStreamBytes, end.resolve)
  const contentType = request.headers['content-type'] ?? 'application/octet-stream'
  const head = await readHead(chunks, contentType)
  if (head !== undefined) {
    invocation.head.resolve(head)
    return end.promise
  }
  await chunks.return()
  const error = await end.promise
  if (error !== undefined) return error
  if (contentType === PRELUDE_CONTENT_TYPE) return preludeInvalid(invocation.requestId)
  invocation.head.resolve({ contentType, body: Readable.from([]) })
  return undefined
}

async function* limit(
  request: IncomingMessage,
  maxBytes: number,
  stop: (error: FunctionError) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > maxBytes) return stop(answerTooLarge(maxBytes))
      yield chunk
    }
  } catch {
    // The connection broke: 'close' tells why, and what has arrived is still the caller's.
  } finally {
    request.resume()
  }
}

/** Reads as far as the body begins: past the prelude, or to the first byte. `undefined` when it never begins. */
async function readHead(chunks: Chunks, contentType: string): Promise<AnswerHead | undefined> {
  const hasPrelude = contentType === PRELUDE_CONTENT_TYPE
  let received = Buffer.alloc(0)
  for await (const chunk of keepOpen(chunks)) {
    received = Buffer.concat([received, chunk])
    if (!hasPrelude) return { contentType, body: readOn(received, chunks) }
    const end = received.indexOf(PRELUDE_END)
    if (end < 0) continue
    const prelude = parsePrelude(received.subarray(0, end))
    return prelude && { contentType, prelude, body: readOn(received.subarray(end + PRELUDE_END.length), chunks) }
  }
  return undefined
}

/** The same chunks; leaving this loop does not end theirs. */
function keepOpen(chunks: Chunks): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) }
}

function parsePrelude(bytes: Buffer): Prelude | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function readOn(first: Buffer, rest: Chunks): Readable {
  async function* all() {
    if (first.length > 0) yield first
    yield* rest
  }
  const body = Readable.from(all(), { objectMode: false })
  body.once('close', () => void rest.return()) // a body that nobody began to read must not stop the function
  return body
}

function trailingError({ trailers }: IncomingMessage): FunctionError | undefined {
  const errorType = trailers['lambda-runtime-function-error-type']
  const errorBody = trailers['lambda-runtime-function-error-body']
  if (errorType === undefined) return undefined
  if (errorBody === undefined) return { errorType, errorMessage: errorType }
  return postedError(Buffer.from(errorBody, 'base64').toString('utf8'))
}
