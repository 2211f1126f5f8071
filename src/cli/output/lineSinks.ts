import { once } from 'node:events'
import { fstatSync } from 'node:fs'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { jsonLine } from '../../domain/jsonLine.ts'
import type { Screen } from '../Console.ts'
import { lineWidthOf } from '../progress/LiveLine.ts'
import type { Paint } from './paint.ts'
import type { ResultSink } from './ResultSink.ts'
import { resultLine } from './resultLine.ts'
import { writeAll } from './writeAll.ts'
import { untilWritten } from './writeOut.ts'

/** Writes lines to a stream, no faster than they are read. */
export const lineSink = (
  stream: Screen,
  signal: AbortSignal,
  toLine: (result: FetchResult) => string,
  write: (write: () => void) => void = (now) => now(),
): ResultSink => ({
  put(result) {
    let isFull = false
    write(() => {
      isFull = !stream.write(toLine(result))
    })
    return isFull && stream.writable && !signal.aborted
      ? once(stream, 'drain', { signal }).then(noted, noted)
      : undefined
  },
  end: () => untilWritten(stream, signal),
})

const noted = (): void => {}

/** Whether what is written can be read again by its name. */
export const isFile = ({ fd }: Screen): boolean => typeof fd === 'number' && fstatSync(fd).isFile()

/** Writes each result as a line of JSON: to a file past its stream, which takes as much time again. */
export const jsonSink = (stream: Screen, signal: AbortSignal): ResultSink => {
  const { fd } = stream
  if (fd === undefined || !isFile(stream)) return lineSink(stream, signal, jsonLine)
  return { put: (result) => writeAll(fd, jsonLine(result), 'standard output'), end: async () => {} }
}

/** A line to be read for each result, at most as wide as the screen. */
export const toReadableLine =
  (screen: Screen, paint: Paint) =>
  (result: FetchResult): string =>
    `${resultLine(result, lineWidthOf(screen), paint)}\n`
