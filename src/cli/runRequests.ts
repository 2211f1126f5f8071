import { setImmediate } from 'node:timers/promises'
import type { FetchRequest } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { FetchOptions } from '../FetchOptions.ts'
import { streamResults } from '../streamResults.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Console } from './Console.ts'
import type { Tally } from './exitCode.ts'
import type { ResultSink } from './output/ResultSink.ts'
import { assertWritten } from './output/writeOut.ts'
import { stopRun } from './stopRun.ts'

type Request = string | FetchRequest
type Requests = Iterable<Request> | AsyncIterable<Request>

export type Run = {
  readonly requests: Requests
  /** Whether they have been read to their end; an array is accounted for in any case. */
  readonly isAllRead: () => boolean
  readonly options: FetchOptions
  /** Makes the place where results go, which stops waiting when the signal is aborted. */
  readonly openSink: (signal: AbortSignal) => ResultSink
  /** Ends the run once so many have failed. */
  readonly maxFailures?: number
}

/**
 * Fetches the requests and puts each result into its sink when it comes, no faster than that takes them. An interruption
 * ends the batch, and what was in flight is still told. Rejects if results cannot be written.
 */
export async function runRequests(
  { requests, isAllRead, options, openSink, maxFailures }: Run,
  console: Console,
): Promise<Tally> {
  const transport = createTransport({ proxy: 'environment' })
  const { signal, abort, by, failure, release } = stopRun(console)
  const sink = openSink(signal)
  let ok = 0
  let failed = 0
  let deadlinePassed = false
  let tooManyFailed = false
  const count = (result: FetchResult): void => {
    if (result.outcome === 'success') ok += 1
    else failed += 1
    deadlinePassed ||= result.outcome === 'failure' && result.error.kind === 'deadline'
    if (maxFailures === undefined || failed < maxFailures || signal.aborted) return
    tooManyFailed = true
    abort()
  }
  try {
    for await (const result of streamResults(requests, { transport, ...options, signal })) {
      count(result)
      const written = sink.put(result)
      if (written !== undefined) await written
      if (!console.stdout.writable) break
    }
    await sink.end()
  } finally {
    await setImmediate() // Ctrl-C ends what writes the input too, and its signal is heard last
    release()
    await transport.close()
    if (!isAllRead()) console.stdin.destroy() // a line that is still waited for would keep the process
  }
  if (by() === undefined) assertWritten(failure()) // at a hangup the terminal is gone
  const interrupted = signal.aborted && !tooManyFailed
  const isUnfinished = !tooManyFailed && !isAllRead()
  return { ok, failed, tooManyFailed, interrupted, by: by(), deadlinePassed: deadlinePassed || isUnfinished }
}
