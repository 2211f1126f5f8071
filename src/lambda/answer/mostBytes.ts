import type { FetchResult } from '../../domain/FetchResult.ts'

/**
 * How many bytes JSON takes at most for each byte that it was read from: a control character of a text becomes six, `1e20`
 * becomes twenty-one, and a byte that was no UTF-8 three.
 */
const GROWTH = 6
/** What stands for no bytes: `null`, or two quotes. */
const LEAST_BYTES = 4

/**
 * The most bytes that the body of a success takes as JSON, by the length that its response tells and that the transport
 * has held it to; undefined where that says nothing of the body as it was read, and of failures.
 */
export function mostBytes(result: FetchResult): number | undefined {
  if (result.outcome === 'failure') return undefined
  const { 'content-length': length, 'content-encoding': coding, 'transfer-encoding': transfer } = result.headers
  if (typeof length !== 'string' || coding !== undefined || transfer !== undefined) return undefined
  const bytes = Number(length)
  return bytes >= 0 ? LEAST_BYTES + GROWTH * bytes : undefined
}
