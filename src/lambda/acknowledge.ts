import * as E from 'fp-ts/lib/Either.js'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { Service } from './createService.ts'
import type { Destination } from './destination/Destination.ts'
import { withinSignal } from './destination/withinSignal.ts'
import { fetchMessages } from './fetchMessages.ts'
import { startClock } from './invocationClock.ts'
import { type LambdaContext, requestIdOf } from './LambdaContext.ts'
import { causeOf, summarizeIssues, writeLog } from './log.ts'
import type { Acknowledgement, Recognized } from './triggers/Trigger.ts'

/** Names the messages that are to be sent again. */
export const toBatchItemFailures = (ids: readonly string[]): unknown => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
})

/** Messages that are logged at most: a queue that is wrong throughout must not use up the time of its invocation. */
const MAX_LOGGED = 100

const logPoison = ({ messages, trigger }: Recognized<Acknowledgement>): void => {
  let poison = 0
  for (const { id, batch } of messages) {
    if (E.isRight(batch)) continue
    poison += 1
    if (poison > MAX_LOGGED) continue
    writeLog('WARN', 'Invalid message', { trigger, messageId: id, issues: summarizeIssues(batch.left) })
  }
  const more = poison - MAX_LOGGED
  if (more > 0) writeLog('WARN', `${more} more invalid messages`, { trigger, more })
}

/** Hands all results over. Resolves to whether none of them is lost. Never rejects. */
async function handOver(
  results: AsyncIterable<FetchResult>,
  destination: Destination | undefined,
  requestId: string,
  lastCall: () => AbortSignal,
): Promise<boolean> {
  try {
    if (destination !== undefined) {
      const signal = lastCall()
      await withinSignal(signal, () => destination.deliver(requestId, results, signal))
      return true
    }
    let dropped = 0
    for await (const _ of results) dropped += 1
    if (dropped > 0) writeLog('WARN', `${dropped} results were dropped: RX_FANOUT_DESTINATION is not set`, { dropped })
    return true
  } catch (thrown) {
    writeLog('ERROR', 'The results could not be delivered', { cause: causeOf(thrown) })
    return false
  }
}

/**
 * Fetches the batches of all messages, delivers the results, and answers which messages failed: those that are no batch,
 * those with a failure among their results, and all of them if the results could not be delivered.
 */
export async function acknowledge(
  invocation: Recognized<Acknowledgement>,
  service: Service,
  context: LambdaContext | null | undefined,
): Promise<unknown> {
  logPoison(invocation)
  const { messages } = invocation
  const clock = startClock(context, service.memoryMb)
  const fetching = fetchMessages(messages, (batch) => service.plan(batch, clock))
  const lastCall = () =>
    clock.lastCall(messages.reduce((sum, { batch }) => sum + (E.isRight(batch) ? batch.right.urls.length : 0), 0))
  const delivered = await handOver(fetching.results, service.destination, requestIdOf(context), lastCall)
  fetching.cancel() // whatever the destination has not taken
  const failed = delivered && fetching.isComplete() ? messages.filter(fetching.hasFailed) : messages
  return toBatchItemFailures(failed.map(({ id }) => id))
}
