import * as E from 'fp-ts/lib/Either.js'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { streamResults } from '../streamResults.ts'
import { combineBatches } from './combineBatches.ts'
import type { Plan } from './createService.ts'
import { mergeGenerators } from './mergeGenerators.ts'
import type { Message } from './triggers/Trigger.ts'

/** The results of messages, and what became of each. */
export type MessageResults = {
  /** One for each request of all messages, numbered through in their order. Work starts when the first is taken. */
  readonly results: AsyncIterable<FetchResult>
  /** Whether all results have been taken. */
  isComplete(): boolean
  /** Whether the message is no batch, has a failure among its results, or was not begun. */
  hasFailed(message: Message): boolean
  /** Aborts what is in flight and begins nothing more: `results` then rejects. */
  cancel(): void
}

/** What goes together, in its order: messages with the same group, and all that have none as one. */
const groupsOf = (messages: readonly Message[]): ReadonlyArray<readonly Message[]> => [
  ...Map.groupBy(messages, ({ group }) => group).values(),
]

/** Where each message's requests begin, counted over all messages. */
const offsetsOf = (messages: readonly Message[]): ReadonlyMap<Message, number> => {
  let offset = 0
  return new Map(
    messages.map((message) => {
      const begin = offset
      offset += E.isRight(message.batch) ? message.batch.right.urls.length : 0
      return [message, begin]
    }),
  )
}

/**
 * Fetches the requests of all messages that belong to no group as one batch; those of a group message by message in their
 * order, and none after the first that fails. Groups do not wait for each other.
 */
export function fetchMessages(messages: readonly Message[], plan: (batch: FetchBatch) => Plan): MessageResults {
  const offsets = offsetsOf(messages)
  const succeeded = new Set<Message>()
  const running = new Set<AsyncIterableIterator<FetchResult>>()
  let complete = false
  let cancelled = false

  const assertWanted = (): void => {
    if (cancelled) throw new Error('The delivery was cancelled')
  }

  async function* fetchTogether(together: readonly Message[]): AsyncGenerator<FetchResult> {
    const owners: Message[] = []
    const indexes: number[] = []
    const batches: FetchBatch[] = []
    for (const message of together) {
      if (E.isLeft(message.batch)) continue
      batches.push(message.batch.right)
      for (const _ of message.batch.right.urls) {
        const first = offsets.get(message) ?? 0
        indexes.push(owners.at(-1) === message ? (indexes.at(-1) ?? 0) + 1 : first)
        owners.push(message)
      }
    }
    const failed = new Set<Message | undefined>()
    const { urls, options, see } = plan(combineBatches(batches))
    const results = streamResults(urls, options)
    running.add(results)
    for await (const result of results) {
      see?.(result)
      if (result.outcome === 'failure') failed.add(owners[result.index])
      yield { ...result, index: indexes[result.index] ?? result.index }
    }
    running.delete(results)
    assertWanted()
    for (const message of together) if (E.isRight(message.batch) && !failed.has(message)) succeeded.add(message)
  }

  async function* fetchInOrder(group: readonly Message[]): AsyncGenerator<FetchResult> {
    for (const message of group) {
      yield* fetchTogether([message])
      if (!succeeded.has(message)) return
    }
  }

  async function* fetchAll(): AsyncGenerator<FetchResult> {
    assertWanted()
    const fetched = groupsOf(messages).map((group) =>
      group[0]?.group === undefined ? fetchTogether(group) : fetchInOrder(group),
    )
    yield* fetched.length === 1 && fetched[0] !== undefined ? fetched[0] : mergeGenerators(fetched)
    complete = true
  }

  return {
    results: fetchAll(),
    isComplete: () => complete,
    hasFailed: (message) => !succeeded.has(message),
    cancel() {
      cancelled = true
      for (const results of running) results.return?.().catch(() => {}) // by itself: a generator's return() waits
    },
  }
}
