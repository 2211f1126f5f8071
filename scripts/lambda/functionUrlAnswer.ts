/** What a function URL answers over HTTP. */
export type HttpAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer
}

/** What callers of a function URL get when the function fails or answers in a wrong form. */
export const BAD_GATEWAY: HttpAnswer = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('Internal Server Error'),
}

/**
 * Makes the HTTP answer of a function's payload by the rules of function URLs (developer guide, "Response payload
 * format"): an object with a `statusCode` says all itself, anything else is the body of a 200. `undefined` when the
 * object is not well formed, which Lambda answers as a failure.
 */
export function functionUrlAnswer(payload: unknown): HttpAnswer | undefined {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) return plainAnswer(payload)
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload as ProxyAnswer
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined
  if (typeof body !== 'string' || typeof headers !== 'object' || headers === null || !isStrings(cookies))
    return undefined
  return {
    status,
    headers: httpHeaders(headers, cookies),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

/** Names in lower case, values as strings, cookies as `set-cookie`; JSON unless the function says otherwise. */
export function httpHeaders(headers: object, cookies: readonly string[]): HttpAnswer['headers'] {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(named),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  }
}

type ProxyAnswer = Partial<Record<'statusCode' | 'headers' | 'cookies' | 'body' | 'isBase64Encoded', unknown>>

function plainAnswer(payload: unknown): HttpAnswer {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return { status: 200, headers: httpHeaders({}, []), body: Buffer.from(body) }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
