import { firstValueFrom, fromEvent, map, merge, take } from 'rxjs'
import type { ResponseStream } from './ResponseStream.ts'

/** Writes to a stream at the pace of its reader. */
export type LineWriter = {
  /** Resolves when the stream takes more: to false if its reader is gone, or does not read on in time. */
  write(line: string): Promise<boolean>
}

/** @param signal aborted when the invocation cannot wait for the reader any longer */
export function createLineWriter(stream: ResponseStream, signal: AbortSignal): LineWriter {
  const canGoOn = (): boolean => stream.destroyed !== true && !signal.aborted
  const gone$ = merge(fromEvent(stream, 'close'), fromEvent(stream, 'error'), fromEvent(signal, 'abort'))
  const settled$ = merge(fromEvent(stream, 'drain').pipe(map(() => true)), gone$.pipe(map(() => false))).pipe(take(1))
  return {
    async write(line) {
      if (!canGoOn()) return false
      return stream.write(line) || (canGoOn() && firstValueFrom(settled$))
    },
  }
}
