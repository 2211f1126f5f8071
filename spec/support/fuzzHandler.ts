import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { createHandler } from '../../src/lambda/createHandler.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import type { Resolve } from '../../src/transport/names/Resolve.ts'
import { triggerEventsOfAnySort } from './events.ts'
import { watchLoopDelay } from './faults/storm/loopDelay.ts'
import { recordDials } from './recordDials.ts'

/** What an invocation has left when it begins, in ms. */
const REMAINING_MS = 2_000
/** Invocations at a time, and events that are generated at a time. */
const LANES = 64
const CHUNK = 1_000
/** A stall of the event loop is seen by whoever watches it only once that is over. */
const STALL_SHOWS_MS = 250

/** Names resolve to nothing, to a private or to a public address, by their length; the latter refuses every connection. */
const resolve: Resolve = async (hostname) => {
  if (hostname.length % 3 === 0) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  return [{ address: hostname.length % 3 === 1 ? '10.0.0.1' : '1.1.1.1', family: 4 }]
}

export type FuzzReport = {
  /** Events that were answered in time, what the event loop was late aside. */
  readonly answered: number
  readonly slowestMs: number
  readonly byStatus: Readonly<Record<string, number>>
}

/** The status of an answer, or what else it is. */
const statusOf = (answer: unknown): string => {
  const { statusCode, batchItemFailures } = Object(answer) as { statusCode?: unknown; batchItemFailures?: unknown }
  if (Array.isArray(answer)) return 'items'
  return String(statusCode ?? (Array.isArray(batchItemFailures) ? 'failures' : 'none'))
}

/** The one thing that a handler throws for. */
const unserved = (thrown: unknown): string => {
  if (thrown instanceof Error && thrown.name === 'UnservedError') return 'unserved'
  throw thrown
}

/**
 * Invokes the handler with generated events. Rejects if it ever throws, but for records that it may not answer.
 * @param graceMs what a machine that is busy with other things may add to an invocation's time
 */
export async function fuzzHandler(events: number, seed: number, graceMs = 0): Promise<FuzzReport> {
  const dials = recordDials()
  const transport = createTransport({ addresses: 'public', resolve })
  const handler = createHandler({ env: {}, transport })
  const loopDelay = watchLoopDelay()
  const byStatus: Record<string, number> = {}
  let answered = 0
  let slowestMs = 0

  const invoke = async (event: unknown): Promise<void> => {
    const startedAt = performance.now()
    const remaining = () => REMAINING_MS - (performance.now() - startedAt)
    const status = await handler<unknown>(event, { getRemainingTimeInMillis: remaining }).then(statusOf, unserved)
    const endedAt = performance.now()
    if (endedAt - startedAt >= REMAINING_MS) await wait(STALL_SHOWS_MS)
    const tookMs = Math.ceil(endedAt - startedAt - loopDelay.between(startedAt, endedAt))
    slowestMs = Math.max(slowestMs, tookMs)
    byStatus[status] = (byStatus[status] ?? 0) + 1
    if (tookMs < REMAINING_MS + graceMs) answered += 1
  }

  try {
    for (let done = 0; done < events; done += CHUNK) {
      const chunk = fc.sample(triggerEventsOfAnySort, { numRuns: Math.min(CHUNK, events - done), seed: seed + done })
      const next = chunk[Symbol.iterator]()
      await Promise.all(
        Array.from({ length: LANES }, async () => {
          for (const event of next) await invoke(event)
        }),
      )
    }
    return { answered, slowestMs, byStatus }
  } finally {
    dials.stop()
    loopDelay.stop()
    await transport.close()
  }
}
