import type { FetchResult } from '../../domain/FetchResult.ts'

/** The bytes of base64 text, which has four characters for each three. */
const bytesOfBase64 = (text: string): number =>
  (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)

/** How large the body of a result is: as its server said, or else as it is written. */
export function bodySize(result: FetchResult): number {
  const answer = result.outcome === 'success' ? result : result.error.kind === 'status' ? result.error : undefined
  if (answer === undefined) return 0
  const { headers, body } = answer
  const told = headers['content-encoding'] === undefined ? Number(headers['content-length']) : Number.NaN
  if (Number.isSafeInteger(told) && told >= 0) return told
  if (body === null || body === undefined) return 0
  if (typeof body !== 'string') return Buffer.byteLength(JSON.stringify(body))
  return result.outcome === 'success' && result.bodyType === 'base64' ? bytesOfBase64(body) : Buffer.byteLength(body)
}
