import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { toFetchError } from '../domain/FetchError.ts'
import { jsonLine } from '../domain/jsonLine.ts'
import { objectForm } from './AnswerForm.ts'
import { createService, type HandlerOptions, type Plan, type Service } from './createService.ts'
import { startClock } from './invocationClock.ts'
import type { LambdaContext } from './LambdaContext.ts'
import { writeLog } from './log.ts'
import { publicMessage } from './publicMessage.ts'
import { refuse } from './refuse.ts'
import { watchInvocation } from './seeing/watchInvocation.ts'
import { type Prelude, type ResponseStream, type StreamHandler, withPrelude } from './stream/ResponseStream.ts'
import { streamBatch } from './stream/streamBatch.ts'
import { direct } from './triggers/direct.ts'
import { httpApi } from './triggers/httpApi.ts'
import { recognize } from './triggers/recognize.ts'
import { tryTo } from './tryTo.ts'
import { UnservedError } from './UnservedError.ts'

const NDJSON = 'application/x-ndjson'
const TRIGGERS = [direct, httpApi]

/** An answer that is not streamed, as HTTP or as a line of JSON. */
const writeWhole = (answer: unknown, stream: ResponseStream, isHttp: boolean): void => {
  if (!isHttp) {
    stream.write(jsonLine(answer))
    return
  }
  const { statusCode, headers, body } = answer as Prelude & { readonly body: string }
  withPrelude(stream, { statusCode, headers }).write(body)
}

const openStream = (stream: ResponseStream, isHttp: boolean): ResponseStream => {
  if (isHttp) return withPrelude(stream, { statusCode: 200, headers: { 'content-type': NDJSON } })
  stream.setContentType?.(NDJSON)
  return stream
}

async function respond(
  event: unknown,
  stream: ResponseStream,
  service: Service,
  context: LambdaContext | null | undefined,
): Promise<void> {
  const isHttp = O.isSome(httpApi.recognize(event))
  const invocation = recognize(event, TRIGGERS)
  if (invocation.kind === 'settled') return writeWhole(invocation.answer, stream, isHttp)
  if (invocation.kind === 'unserved') throw new UnservedError(invocation.source)
  if (invocation.kind === 'acknowledgement') return // which none of these triggers wants
  const { batch, form } = invocation
  if (E.isLeft(batch)) return writeWhole(refuse(invocation, batch.left), stream, isHttp)
  const begin = (): [Plan, AbortSignal] => {
    const clock = startClock(context, service.memoryMb)
    return [service.plan(batch.right, clock), clock.lastCall(batch.right.urls.length)]
  }
  const begun = E.tryCatch(begin, toFetchError) // before the status is sent
  if (E.isRight(begun)) return streamBatch(begun.right[0], openStream(stream, isHttp), begun.right[1])
  writeWhole(form.refuse(500, { error: log(begun.left) }), stream, isHttp)
}

const log = (thrown: unknown): string => {
  const error = publicMessage(toFetchError(thrown))
  writeLog('ERROR', error, {})
  return error
}

/**
 * Makes a handler that streams whole results as NDJSON when they come, for direct invocations and function URLs. It
 * always ends the stream, and throws only for records that a poller would lose by any answer. To be deployed it must be wrapped in `awslambda.streamifyResponse`. Throws at once if
 * the environment is invalid.
 */
export function createStreamHandler(options: HandlerOptions = {}): StreamHandler<LambdaContext> {
  const service = createService(options)
  let cold = true

  return async (event, stream, context) => {
    const watched = watchInvocation(service, context, cold)
    cold = false
    try {
      stream.addListener('error', () => {}) // a reader that left; without a listener it would end the process
      await respond(event, stream, watched.service, context)
    } catch (thrown) {
      if (thrown instanceof UnservedError) throw thrown // before the stream is ended, which would be a success
      const error = log(thrown)
      tryTo(() => stream.destroyed !== true && writeWhole(objectForm.refuse(500, { error }), stream, false))
    } finally {
      watched.end('streaming')
    }
    tryTo(() => stream.end())
  }
}
