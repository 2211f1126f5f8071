import { expect } from 'chai'
import { type FetchResponse, fetchBatch, type Transport } from 'rx-fanout'
import { last, map, of } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'

const HOUR_MS = 3_600_000

it('waits an hour for a server that asks for it, and then succeeds, in a millisecond', () => {
  const scheduler = new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected)
  })
  scheduler.run(({ expectObservable }) => {
    const response = (status: number, headers = {}): FetchResponse => ({
      status,
      headers,
      body: new Uint8Array(),
      url: 'https://api.example.com/',
    })
    const answers = [response(429, { 'retry-after': '3600' }), response(200)]
    const transport: Transport = () => of(answers.shift() ?? response(500))
    const options = { transport, scheduler, totalTimeoutMs: 2 * HOUR_MS, maxRetryAfterMs: HOUR_MS }
    const outcome$ = fetchBatch(['https://api.example.com/'], { ...options, random: () => 0 }).pipe(
      last(),
      map(({ outcome, attempts }) => `${outcome} after ${attempts}`),
    )
    expectObservable(outcome$).toBe('60m (a|)', { a: 'success after 2' })
  })
})
