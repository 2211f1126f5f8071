import * as E from 'fp-ts/lib/Either.js'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import type { RequestInput } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { FetchOptions } from '../FetchOptions.ts'
import { streamResults } from '../streamResults.ts'
import { combineBatches } from './combineBatches.ts'
import type { Plan } from './createService.ts'
import { mergeGenerators } from './mergeGenerators.ts'
import { type Share, shareAmong } from './shareAmong.ts'
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

/** The indexes of each message's requests, counted over all messages. */
const indexesOf = (messages: readonly Message[]): ReadonlyMap<Message, readonly number[]> => {
  let count = 0
  return new Map(
    messages.map((message) => [message, E.isLeft(message.batch) ? [] : message.batch.right.urls.map(() => count++)]),
  )
}

/**
 * Fetches the requests of all messages that belong to no group as one batch; those of a group message by message in their
 * order, and none after the first that fails. Groups do not wait for each other, and share what all may have in flight.
 */
export function fetchMessages(messages: readonly Message[], plan: (batch: FetchBatch) => Plan): MessageResults {
  const indexesIn = indexesOf(messages)
  const succeeded = new Set<Message>()
  const running = new Set<AsyncIterableIterator<FetchResult>>()
  let complete = false
  let cancelled = false

  const assertWanted = (): void => {
    if (cancelled) throw new Error('The delivery was cancelled')
  }

  async function* fetchTogether(
    { urls, see }: Plan,
    options: FetchOptions,
    together: readonly Message[],
  ): AsyncGenerator<FetchResult> {
    const indexes: number[] = []
    const owners: Message[] = []
    for (const message of together)
      for (const index of indexesIn.get(message) ?? []) {
        indexes.push(index)
        owners.push(message)
      }
    const failed = new Set<Message | undefined>()
    const results = streamResults(
      indexes.map((index) => urls[index] as RequestInput),
      options,
    )
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

  async function* fetchGroup(whole: Plan, share: Share, group: readonly Message[]): AsyncGenerator<FetchResult> {
    try {
      const inOrder = group[0]?.group === undefined ? [group] : group.map((message) => [message])
      for (const together of inOrder) {
        yield* fetchTogether(whole, share.options(), together)
        if (inOrder.length > 1 && !together.every((message) => succeeded.has(message))) return
      }
    } finally {
      share.leave()
    }
  }

  async function* fetchAll(): AsyncGenerator<FetchResult> {
    assertWanted()
    const whole = plan(combineBatches(messages.flatMap(({ batch }) => (E.isRight(batch) ? [batch.right] : []))))
    const groups = groupsOf(messages)
    const share = shareAmong(groups.length, whole.options)
    const fetched = groups.map((group) => fetchGroup(whole, share, group))
    yield* fetched.length === 1 && fetched[0] !== undefined ? fetched[0] : mergeGenerators(fetched, share.atOnce)
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
