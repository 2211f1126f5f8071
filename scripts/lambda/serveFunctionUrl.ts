import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { BAD_GATEWAY, functionUrlAnswer, type HttpAnswer, httpHeaders } from './functionUrlAnswer.ts'
import { type FunctionUrlEvent, functionUrlEvent } from './functionUrlEvent.ts'
import { MAX_EVENT_BYTES } from './limits.ts'
import { readBody } from './readBody.ts'
import { reportLine } from './reportLine.ts'
import type { Runtime } from './startRuntime.ts'

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

type Say = (line: string) => void

/** Serves a function as a function URL of invoke mode `BUFFERED`: one HTTP answer, when the function is done. */
export function serveBuffered(runtime: Runtime, say: Say): Serve {
  return withEvent(async (event, response) => {
    const answer = await runtime.invoke(event)
    say(reportLine(answer.requestId, answer))
    const httpAnswer = answer.error ? BAD_GATEWAY : functionUrlAnswer(answer.payload)
    if (httpAnswer === undefined) say(`${answer.requestId}\tThe answer is not a well-formed function URL response`)
    send(response, answer.requestId, httpAnswer ?? BAD_GATEWAY)
  })
}

/** Serves a function as a function URL of invoke mode `RESPONSE_STREAM`: bytes as they come, cut off if it fails. */
export function serveStreaming(runtime: Runtime, say: Say): Serve {
  return withEvent(async (event, response) => {
    const { requestId, contentType, prelude, body, completion } = await runtime.invokeStreaming(event)
    void completion.then((end) => say(reportLine(requestId, end)))
    if (contentType === undefined) return send(response, requestId, BAD_GATEWAY)
    const headers = prelude
      ? httpHeaders({ 'content-type': 'application/octet-stream', ...prelude.headers }, prelude.cookies ?? [])
      : { 'content-type': contentType }
    response.writeHead(prelude?.statusCode ?? 200, { 'x-amzn-requestid': requestId, ...headers })
    response.flushHeaders()
    await pipeline(body, response, { end: false })
    const { error } = await completion
    if (error) response.destroy()
    else response.end()
  })
}

function withEvent(answer: (event: FunctionUrlEvent, response: ServerResponse) => Promise<void>): Serve {
  return async (request, response) => {
    const body = await readBody(request, MAX_EVENT_BYTES)
    const event = body && functionUrlEvent(request, body)
    if (event === undefined || Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT_BYTES) {
      response.writeHead(413).end('Request Entity Too Large')
    } else await answer(event, response)
  }
}

function send(response: ServerResponse, requestId: string, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { 'x-amzn-requestid': requestId, 'content-length': body.length, ...headers }).end(body)
}
