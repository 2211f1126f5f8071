import * as E from 'fp-ts/lib/Either.js'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { streamResults } from '../streamResults.ts'
import { combineBatches } from './combineBatches.ts'
import type { Plan } from './createService.ts'
import type { Acknowledgement, Message } from './triggers/Trigger.ts'

/** The results of messages, and what became of each. */
export type MessageResults = {
  /** One for each request of all messages, numbered through. Work starts when the first is taken. */
  readonly results: AsyncIterable<FetchResult>
  /** Whether all results have been taken. */
  isComplete(): boolean
  /** Whether the message is no batch, has a failure among its results, or was not begun. */
  hasFailed(message: Message): boolean
}

/**
 * Fetches the requests of all messages as one batch; or message by message in their order, and none after the first that
 * fails, as a FIFO queue wants it.
 */
export function fetchMessages(
  { messages, inOrder }: Pick<Acknowledgement, 'messages' | 'inOrder'>,
  plan: (batch: FetchBatch) => Plan,
): MessageResults {
  const succeeded = new Set<Message>()
  let begun = 0
  let complete = false

  async function* fetchTogether(group: readonly Message[]): AsyncGenerator<FetchResult> {
    const owners: Message[] = []
    const batches: FetchBatch[] = []
    for (const message of group) {
      if (E.isLeft(message.batch)) continue
      batches.push(message.batch.right)
      for (const _ of message.batch.right.urls) owners.push(message)
    }
    const offset = begun
    begun += owners.length
    const failed = new Set<Message | undefined>()
    const { urls, options } = plan(combineBatches(batches))
    for await (const result of streamResults(urls, options)) {
      if (result.outcome === 'failure') failed.add(owners[result.index])
      yield { ...result, index: offset + result.index }
    }
    for (const message of group) if (E.isRight(message.batch) && !failed.has(message)) succeeded.add(message)
  }

  async function* fetchAll(): AsyncGenerator<FetchResult> {
    if (!inOrder) yield* fetchTogether(messages)
    else
      for (const message of messages) {
        yield* fetchTogether([message])
        if (!succeeded.has(message)) break
      }
    complete = true
  }

  return {
    results: fetchAll(),
    isComplete: () => complete,
    hasFailed: (message) => !succeeded.has(message),
  }
}
