import { toFetchError } from '../domain/FetchError.ts'
import { objectForm } from './AnswerForm.ts'
import { acknowledge, toBatchItemFailures } from './acknowledge.ts'
import { createService, type HandlerOptions, type Service } from './createService.ts'
import type { LambdaContext } from './LambdaContext.ts'
import { writeLog } from './log.ts'
import { publicMessage } from './publicMessage.ts'
import { reply } from './reply.ts'
import { watchInvocation } from './seeing/watchInvocation.ts'
import type { Answer } from './toAnswer.ts'
import { recognize } from './triggers/recognize.ts'
import { recordIds } from './triggers/recordIds.ts'
import type { Invocation, Recognized } from './triggers/Trigger.ts'
import { UnservedError } from './UnservedError.ts'

/** Answers in the form of the trigger that the event comes from; `A` is the form that the caller expects. */
export type Handler = <A = Answer>(event: unknown, context?: LambdaContext | null) => Promise<A>

const respond = async (
  invocation: Recognized<Invocation>,
  service: Service,
  context: LambdaContext | null | undefined,
): Promise<unknown> => {
  switch (invocation.kind) {
    case 'settled':
      if (invocation.warning !== undefined) writeLog('WARN', invocation.warning, {})
      return invocation.answer
    case 'reply':
      return reply(invocation, service, context)
    case 'acknowledgement':
      return acknowledge(invocation, service, context)
    case 'unserved':
      throw new UnservedError(invocation.source)
  }
}

/** The answer that says that the function itself failed, so that no message is taken for done. */
const toBreakdown = (event: unknown, invocation: Invocation | undefined, error: string): unknown => {
  if (invocation?.kind === 'acknowledgement') return toBatchItemFailures(invocation.messages.map(({ id }) => id))
  if (invocation?.kind === 'reply') return invocation.form.refuse(500, { error })
  const ids = recordIds(event)
  return ids.length > 0 ? toBatchItemFailures(ids) : objectForm.refuse(500, { error })
}

/**
 * Makes a Lambda handler for every trigger: fetches what an event asks for, one result for each request, and answers in
 * the trigger's own form. An invalid event answers 400; only for records that a poller would lose by any answer (DynamoDB,
 * Kafka, MQ, DocumentDB) it throws. Throws at once if the environment is invalid, so
 * that a bad deployment fails at its start; so does importing `rx-fanout/lambda`, which makes the deployed handlers of
 * `process.env`.
 */
export function createHandler(options: HandlerOptions = {}): Handler {
  const service = createService(options)
  let cold = true

  return async <A>(event: unknown, context?: LambdaContext | null): Promise<A> => {
    let invocation: Recognized<Invocation> | undefined
    const watched = watchInvocation(service, context, cold)
    cold = false
    try {
      invocation = recognize(event)
      return (await respond(invocation, watched.service, context)) as A
    } catch (thrown) {
      if (thrown instanceof UnservedError) throw thrown
      const message = publicMessage(toFetchError(thrown))
      writeLog('ERROR', message, {})
      return toBreakdown(event, invocation, message) as A
    } finally {
      watched.end(invocation?.trigger)
    }
  }
}
