import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { answerTooLarge, type FunctionError, postedError } from './FunctionError.ts'
import type { AnswerHead, Invocation } from './Invocation.ts'
import { MAX_ANSWER_BYTES } from './limits.ts'
import { readBody } from './readBody.ts'
import { receiveStream } from './receiveStream.ts'

/** What the runtime client tells through the Runtime API. */
export type RuntimeApiEvents = {
  /** It asks for an invocation: `deliver` hands it one. */
  onNext(deliver: Deliver): void
  /** It could not load the function. */
  onInitError(error: FunctionError): void
  /** The invocation of this id, if it still waits for its answer. */
  find(requestId: string): Invocation | undefined
  /** It has answered an invocation, wholly, or failed to. */
  onAnswered(requestId: string, error: FunctionError | undefined): void
}

export type Deliver = (invocation: Invocation, functionArn: string) => void

export type RuntimeApi = {
  /** `host:port`, as `AWS_LAMBDA_RUNTIME_API` wants it. */
  readonly address: string
  close(): void
}

const PREFIX = '/2018-06-01/runtime'
const INVOCATION = new RegExp(`^${PREFIX}/invocation/([^/]+)/(response|error)$`)

// An error's report travels in a header with all its stack.
const MAX_HEADER_BYTES = 1_048_576

/** Starts a local Runtime API (AWS's custom runtime interface, 2018-06-01) on loopback for one runtime client. */
export async function startRuntimeApi(events: RuntimeApiEvents): Promise<RuntimeApi> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 0, requestTimeout: 0 })
  server.on('request', (request, response) => {
    route(events, request, response).catch(() => response.destroy()) // the runtime client has gone
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function route(events: RuntimeApiEvents, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? ''
  if (request.method === 'GET' && path === `${PREFIX}/invocation/next`) return events.onNext(deliverOn(response))
  if (request.method === 'POST' && path === `${PREFIX}/init/error`) {
    events.onInitError(postedError(await readText(request)))
    return accept(response)
  }
  const [, requestId, what] = INVOCATION.exec(path) ?? []
  if (request.method !== 'POST' || requestId === undefined) return refuse(response, 404, 'NotFound', path)
  const invocation = events.find(decodeURIComponent(requestId))
  if (invocation === undefined) {
    request.resume()
    return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID')
  }
  if (what === 'error') {
    events.onAnswered(invocation.requestId, postedError(await readText(request)))
    return accept(response)
  }
  const error = await receiveAnswer(request, invocation)
  events.onAnswered(invocation.requestId, error)
  await finished(request) // an answer over its limit is read to its end, or the function would stick in its writes
  if (error?.errorType !== 'Function.ResponseSizeTooLarge') return accept(response)
  refuse(response, 413, 'RequestEntityTooLarge', `Exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`)
}

async function receiveAnswer(request: IncomingMessage, invocation: Invocation): Promise<FunctionError | undefined> {
  if (request.headers['lambda-runtime-function-response-mode'] === 'streaming') {
    return receiveStream(request, invocation)
  }
  const answer = await readBody(request, MAX_ANSWER_BYTES)
  if (answer === undefined) return answerTooLarge(MAX_ANSWER_BYTES)
  const contentType = request.headers['content-type'] ?? 'application/json'
  invocation.head.resolve({ contentType, body: Readable.from([answer]) } satisfies AnswerHead)
  return undefined
}

async function readText(request: IncomingMessage): Promise<string> {
  return (await readBody(request, MAX_ANSWER_BYTES))?.toString('utf8') ?? ''
}

function deliverOn(response: ServerResponse): Deliver {
  return ({ requestId, event, timeoutMs }, functionArn) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': traceId(requestId),
    })
    response.end(event)
  }
}

/** An X-Ray trace id (X-Ray developer guide, "Tracing header") made of the request id. */
function traceId(requestId: string): string {
  const hex = requestId.replaceAll('-', '')
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8)};Parent=${hex.slice(0, 16)};Sampled=0`
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}\n')
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errorType, errorMessage }))
}
