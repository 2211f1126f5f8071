import type { ServerRule } from './ServerSpec.ts'

/** What one request is answered, and how much longer than usual that takes. */
export type Answer = {
  readonly status: 200 | 429 | 503
  readonly headers: Readonly<Record<string, string>>
  readonly extraMs: number
}

const FINE: Answer = { status: 200, headers: {}, extraMs: 0 }
const SECOND_MS = 1_000

/** Windows of the server's own clock: the first begins with the process, whoever asks. */
const inWindows = ({ limit, windowMs, tells }: Extract<ServerRule, { kind: 'windows' }>) => {
  let window = 0
  let taken = 0
  return (nowMs: number): Answer => {
    const current = Math.floor(nowMs / windowMs)
    if (current !== window) taken = 0
    window = current
    const isOver = taken >= limit
    if (!isOver) taken += 1
    const seconds = Math.ceil(((current + 1) * windowMs - nowMs) / SECOND_MS)
    const headers: Record<string, string> =
      tells === 'RateLimit' ? { RateLimit: `"default";r=${limit - taken};t=${seconds}` } : {}
    if (isOver && tells === 'Retry-After') headers['Retry-After'] = String(seconds)
    return { ...FINE, status: isOver ? 429 : 200, headers }
  }
}

const everyNth = ({ oneIn, slowMs }: Extract<ServerRule, { kind: 'tailed' }>) => {
  let asked = 0
  return (): Answer => {
    asked += 1
    return { ...FINE, extraMs: asked % oneIn === 0 ? slowMs : 0 }
  }
}

/** Decides what each request is answered, told the time and how many are being answered, this one included. */
export const answerBy = (rule: ServerRule): ((nowMs: number, inFlight: number) => Answer) => {
  switch (rule.kind) {
    case 'open':
      return () => FINE
    case 'windows':
      return inWindows(rule)
    case 'closed':
      return () => ({ ...FINE, status: 429, headers: { 'Retry-After': String(rule.retryAfterSeconds) } })
    case 'down':
      return () => ({ ...FINE, status: 503 })
    case 'crowded':
      return (_, inFlight) => (inFlight > rule.places ? { ...FINE, status: 503 } : FINE)
    case 'tailed':
      return everyNth(rule)
  }
}
