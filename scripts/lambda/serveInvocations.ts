import { MAX_EVENT_BYTES } from './limits.ts'
import { readBody } from './readBody.ts'
import { reportLine } from './reportLine.ts'
import type { Serve } from './serveFunctionUrl.ts'
import type { Runtime } from './startRuntime.ts'

const INVOKE_PATH = /^\/2015-03-31\/functions\/[^/]+\/invocations$/

/** True for a request to Lambda's `Invoke`. */
export function isInvocation(url: string | undefined): boolean {
  return INVOKE_PATH.test(url ?? '')
}

/** Serves Lambda's `Invoke`: the body is the event as it stands, the answer the payload; `Event` answers 202 at once. */
export function serveInvocations(runtime: Runtime, say: (line: string) => void): Serve {
  return async (request, response) => {
    const body = await readBody(request, MAX_EVENT_BYTES)
    const event = body && parseEvent(body.toString('utf8'))
    if (body === undefined || event === undefined) {
      const [status, type] = body ? [400, 'InvalidRequestContentException'] : [413, 'RequestTooLargeException']
      response.writeHead(status, { 'x-amzn-errortype': type }).end(JSON.stringify({ Type: 'User', Message: type }))
      return
    }
    const answered = runtime.invoke(event.value).then((answer) => {
      say(reportLine(answer.requestId, answer))
      return answer
    })
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      response.writeHead(202).end()
      return
    }
    const { requestId, error, payload } = await answered
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      'x-amzn-requestid': requestId,
      ...(error && { 'x-amz-function-error': 'Unhandled' }),
    })
    response.end(JSON.stringify(error ?? payload))
  }
}

function parseEvent(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text === '' ? {} : JSON.parse(text) }
  } catch {
    return undefined
  }
}
