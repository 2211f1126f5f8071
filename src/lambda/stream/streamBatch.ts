import { toFetchError } from '../../domain/FetchError.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { jsonLine } from '../../domain/jsonLine.ts'
import { streamResults } from '../../streamResults.ts'
import { headOf, outputLimit } from '../answer/outputLimit.ts'
import type { Plan } from '../createService.ts'
import { STREAM_BYTES } from '../limits.ts'
import { writeLog } from '../log.ts'
import { publicMessage } from '../publicMessage.ts'
import { createSummary } from '../summary/createSummary.ts'
import { SUMMARY_ROOM } from '../summary/Summary.ts'
import { toFullItem } from '../toAnswer.ts'
import { tryTo } from '../tryTo.ts'
import { createLineWriter } from './lineWriter.ts'
import type { ResponseStream } from './ResponseStream.ts'

type FittedLine = { readonly line: string; readonly bytes: number; readonly fitted: FetchResult }

/** The result's line, or that of a failure if there is no room for it. */
const fitLine = (result: FetchResult, roomBytes: number, limitBytes: number): FittedLine => {
  const line = jsonLine(toFullItem(result))
  const bytes = Buffer.byteLength(line)
  if (bytes <= roomBytes) return { line, bytes, fitted: result }
  const fitted = outputLimit(headOf(result), { limitBytes, bodyBytes: bytes })
  const shorter = jsonLine(fitted)
  return { line: shorter, bytes: Buffer.byteLength(shorter), fitted }
}

/**
 * Fetches a batch and writes each result as a line of JSON when it comes, as fast as the stream is read, and at last a
 * line with the summary. If the reader leaves, or reads on too late, what is in flight is aborted. Never rejects.
 */
export async function streamBatch(
  { urls, options, see }: Plan,
  stream: ResponseStream,
  signal: AbortSignal,
  limitBytes = STREAM_BYTES,
): Promise<void> {
  const writer = createLineWriter(stream, signal)
  const summary = createSummary(urls.length)
  let failure: { readonly error?: string } = {}
  const results = streamResults(urls, options)
  const leave = (): void => void results.return?.().catch(() => {})
  stream.addListener('close', leave)
  let roomBytes = limitBytes - SUMMARY_ROOM.bytes - SUMMARY_ROOM.perRequestBytes * urls.length
  try {
    for await (const result of results) {
      see?.(result)
      const { line, bytes, fitted } = fitLine(result, roomBytes, limitBytes)
      if (bytes > roomBytes) break
      roomBytes -= bytes
      summary.arrived(result)
      summary.told(fitted)
      if (!(await writer.write(line))) break
    }
  } catch (thrown) {
    const error = publicMessage(toFetchError(thrown))
    failure = { error }
    writeLog('ERROR', error, {})
  }
  tryTo(() => {
    stream.removeListener('close', leave)
    if (stream.destroyed !== true) stream.write(jsonLine({ summary: { ...summary.summary(), ...failure } }))
  })
}
