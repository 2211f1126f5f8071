import { defer, map, type Observable, of, tap } from 'rxjs'
import type { Attempt } from '../../src/domain/Attempt.ts'
import type { FetchResponse } from '../../src/domain/FetchResponse.ts'
import type { Transport } from '../../src/transport/Transport.ts'

/** A response of which only what matters is said: the URL is the attempt's unless a redirect is played. */
export type Answer = Omit<FetchResponse, 'url'> & { readonly url?: string }

export type FakeTransport = Transport & {
  /** Every attempt in the order of its subscription. */
  readonly attempts: readonly Attempt[]
  /** How many attempts are subscribed to at this moment. */
  readonly inFlight: number
  /** The most that ever were. */
  readonly peak: number
  /** The most that ever were at any one origin. */
  readonly peakPerOrigin: number
}

/** A response in bytes; an object as `body` is sent as JSON. */
export const answer = (status: number, body: unknown = '', headers: FetchResponse['headers'] = {}): Answer =>
  typeof body === 'string'
    ? { status, headers, body: new TextEncoder().encode(body) }
    : {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        body: new TextEncoder().encode(JSON.stringify(body)),
      }

/** An empty 200 and the simplest response there is. */
export const OK = answer(200)

/** Answers what `respond` gives for an attempt and its number (from 0, over all requests), and keeps count. */
export function fakeTransport(respond: (attempt: Attempt, number: number) => Observable<Answer>): FakeTransport {
  const attempts: Attempt[] = []
  let inFlight = 0
  let peak = 0
  let peakPerOrigin = 0
  const inFlightAt = new Map<string, number>()
  const count = (url: string, change: number): void => {
    const { origin } = new URL(url)
    const atOrigin = (inFlightAt.get(origin) ?? 0) + change
    inFlightAt.set(origin, atOrigin)
    inFlight += change
    peak = Math.max(peak, inFlight)
    peakPerOrigin = Math.max(peakPerOrigin, atOrigin)
  }
  const transport: Transport = (attempt) =>
    defer(() => {
      const response$ = respond(attempt, attempts.push(attempt) - 1)
      count(attempt.url, 1)
      let settled = false
      const settle = (): void => {
        if (!settled) count(attempt.url, -1)
        settled = true
      }
      return response$.pipe(
        map((response) => ({ url: attempt.url, ...response })),
        tap({ next: settle, error: settle, finalize: settle }), // a synchronous response comes before its teardown
      )
    })
  return Object.defineProperties(transport, {
    attempts: { value: attempts },
    inFlight: { get: () => inFlight },
    peak: { get: () => peak },
    peakPerOrigin: { get: () => peakPerOrigin },
  }) as FakeTransport
}

/** Answers each attempt at a URL with the next of its script, and the last of it from then on. */
export function scriptedTransport(script: Readonly<Record<string, readonly Observable<Answer>[]>>): FakeTransport {
  const played = new Map<string, number>()
  return fakeTransport(({ url }) => {
    const turn = played.get(url) ?? 0
    played.set(url, turn + 1)
    const answers = script[url] ?? []
    const next = answers[Math.min(turn, answers.length - 1)]
    if (next === undefined) throw new Error(`No script for ${url}`)
    return next
  })
}

/** Answers every attempt at once, without a turn of the event loop. */
export const synchronousTransport = (): FakeTransport => fakeTransport(() => of(OK))
