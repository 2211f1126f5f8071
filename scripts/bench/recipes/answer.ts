import type { RequestListener } from 'node:http'

const WINDOW_MS = 1_000
const PAGES = 200

/** Answers 1,000 requests in each second, 429 beyond; pages whose token is refused once in the middle. */
export const answer = (): RequestListener => {
  let left = 0
  let windowMs = Number.NEGATIVE_INFINITY
  return ({ url = '', headers }, response) => {
    const json = (status: number, body: object, more = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
    const page = Number(/^\/pages\/(\d+)/.exec(url)?.[1])
    if (page > PAGES / 2 && headers.authorization === 'Bearer 1') return json(401, {})
    if (page > 0) return json(200, { page, next: page === PAGES ? null : `/pages/${page + 1}` })
    if (performance.now() - windowMs >= WINDOW_MS) {
      windowMs = performance.now()
      left = 1_000
    }
    left -= 1
    return left < 0 ? json(429, {}, { 'retry-after': '1' }) : json(200, { url })
  }
}
