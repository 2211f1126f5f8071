import { once } from 'node:events'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { FetchRequest } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { jsonLine } from '../domain/jsonLine.ts'
import { streamResults } from '../streamResults.ts'
import type { Console } from './Console.ts'
import { type ExitCode, exitCodeOf, INTERRUPTIONS, type Interruption } from './exitCode.ts'
import { assertWritten, untilWritten } from './writeOut.ts'

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

const SIGNALS = Object.keys(INTERRUPTIONS) as Interruption[]

/** Aborts when the user interrupts, or standard output fails or loses its reader. */
const interruption = (console: Console) => {
  const controller = new AbortController()
  const { stdout } = console
  let by: Interruption | undefined
  let failure: Error | undefined
  const abort = (): void => controller.abort()
  const interrupt = (signal: Interruption): void => {
    by ??= signal
    abort()
  }
  for (const signal of SIGNALS) console.on(signal, interrupt)
  const fail = (error: Error): void => {
    failure ??= error
    abort()
  }
  stdout.on('close', abort).on('error', fail)
  return {
    signal: controller.signal,
    by: () => by,
    failure: () => failure,
    release() {
      for (const signal of SIGNALS) console.off(signal, interrupt)
      stdout.off('close', abort) // but not its errors: that of the last write may be yet to come
    },
  }
}

/**
 * Fetches the requests and writes each result, as `tell` puts it, as a line of JSON when it comes, no faster than it is
 * read; each is shown to `see` too. An interruption ends the batch, and what was in flight is still told. Rejects if the
 * results cannot be written.
 */
export async function runRequests(
  requests: Requests,
  policy: FetchPolicy,
  console: Console,
  see: (result: FetchResult) => void,
  tell: (result: FetchResult) => FetchResult = (result) => result,
): Promise<ExitCode> {
  const { stdout, stderr } = console
  const { signal, by, failure, release } = interruption(console)
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
      const told = tell(result)
      see(told)
      if (!stdout.writable) break
      if (!stdout.write(jsonLine(told))) await once(stdout, 'drain', { signal }).catch(() => {})
    }
    await untilWritten(stdout, signal)
  } finally {
    release()
    if (!end.reached) console.stdin.destroy() // a line that is still waited for would keep the process
  }
  if (by() === undefined) assertWritten(failure()) // at a hangup the terminal is gone
  const interrupted = signal.aborted
  stderr.write(`${ok} ok, ${failed} failed${interrupted ? ', interrupted' : ''}\n`)
  return exitCodeOf({ ok, failed, interrupted, by: by(), deadlinePassed: deadlinePassed || !end.reached })
}
