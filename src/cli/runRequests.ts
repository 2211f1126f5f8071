import { once } from 'node:events'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { FetchRequest } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { streamResults } from '../streamResults.ts'
import type { Console } from './Console.ts'
import { type ExitCode, exitCodeOf } from './exitCode.ts'

type Requests = Iterable<string | FetchRequest> | AsyncIterable<string | FetchRequest>

/** Passes requests on as they are read, and tells whether they were read to the end. */
const watchEnd = (requests: AsyncIterable<string | FetchRequest>) => {
  const end = { reached: false }
  async function* watched(): AsyncGenerator<string | FetchRequest> {
    yield* requests
    end.reached = true
  }
  return { requests: watched(), end }
}

/** Aborts when the user interrupts or the reader of standard output leaves. */
const interruption = (console: Console): { signal: AbortSignal; release(): void } => {
  const controller = new AbortController()
  const { stdout } = console
  const abort = (): void => controller.abort()
  console.on('SIGINT', abort)
  stdout.on('close', abort).on('error', abort)
  return {
    signal: controller.signal,
    release() {
      console.off('SIGINT', abort)
      stdout.off('close', abort) // but not its errors: that of the last write may be yet to come
    },
  }
}

/**
 * Fetches the requests and writes each result as a line of JSON as it comes, no faster than it is read; each is shown to
 * `see` too. An interruption ends the batch, and what was in flight is still told.
 */
export async function runRequests(
  requests: Requests,
  policy: FetchPolicy,
  console: Console,
  see: (result: FetchResult) => void,
): Promise<ExitCode> {
  const { stdout, stderr } = console
  const { signal, release } = interruption(console)
  const { requests: taken, end } =
    Symbol.asyncIterator in requests ? watchEnd(requests) : { requests, end: { reached: true } } // an array is accounted for
  let ok = 0
  let failed = 0
  let deadlinePassed = false
  try {
    for await (const result of streamResults(taken, { ...policy, signal })) {
      if (result.outcome === 'success') ok += 1
      else failed += 1
      deadlinePassed ||= result.outcome === 'failure' && result.error.kind === 'deadline'
      see(result)
      if (!stdout.writable) break
      if (!stdout.write(`${JSON.stringify(result)}\n`)) await once(stdout, 'drain', { signal }).catch(() => {})
    }
  } finally {
    release()
    if (!end.reached) console.stdin.destroy() // a line that is still waited for would keep the process
  }
  const interrupted = signal.aborted
  stderr.write(`${ok} ok, ${failed} failed${interrupted ? ', interrupted' : ''}\n`)
  return exitCodeOf({ ok, failed, interrupted, deadlinePassed: deadlinePassed || !end.reached })
}
