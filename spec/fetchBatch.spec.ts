import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { EMPTY, firstValueFrom, lastValueFrom, NEVER, Observable, of, throwError, toArray } from 'rxjs'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import type { FetchResult } from '../src/domain/FetchResult.ts'
import { VERSION } from '../src/domain/version.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { failed, NOT_FOUND, REFUSED, statusError, succeeded } from './support/expectedResults.ts'
import { answer, fakeTransport, OK, scriptedTransport, synchronousTransport } from './support/fakeTransport.ts'
import { marbles } from './support/marbles.ts'
import { serve } from './support/serve.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'
const C = 'https://c.example/'

const resultsOf = (results$: Observable<FetchResult>): Promise<FetchResult[]> => lastValueFrom(results$.pipe(toArray()))

describe('fetchBatch', () => {
  it(
    'emits one result for each request as it completes',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('   -----(r|)', { r: answer(200, { a: 1 }) })
      const b$ = cold('   --(r|)', { r: answer(404, 'none', { 'content-type': 'text/plain' }) })
      const c$ = cold<never>('     -#', {}, NOT_FOUND)
      const expected = '  --bc-(a|)'
      const transport = scriptedTransport({ [A]: [a$], [B]: [b$], [C]: [c$] })
      expectObservable(fetchBatch([A, B, C], { transport, concurrency: 2 })).toBe(expected, {
        a: succeeded(A, 0, {
          to: 5,
          headers: { 'content-type': 'application/json' },
          body: { a: 1 },
          bodyType: 'json',
        }),
        b: failed(B, 1, { ...statusError(404, undefined, { 'content-type': 'text/plain' }), body: 'none' }, { to: 2 }),
        c: failed(C, 2, NOT_FOUND, { from: 2, to: 3 }),
      })
      expectSubscriptions(a$.subscriptions).toBe('^----!')
      expectSubscriptions(b$.subscriptions).toBe('^-!')
      expectSubscriptions(c$.subscriptions).toBe('--^!')
    }),
  )

  it(
    'gives equal requests a result each',
    marbles(({ cold, expectObservable }) => {
      const transport = scriptedTransport({ [A]: [cold('--(r|)', { r: OK })] })
      expectObservable(fetchBatch([A, A], { transport })).toBe('--(ab|)', {
        a: succeeded(A, 0, { to: 2 }),
        b: succeeded(A, 1, { to: 2 }),
      })
    }),
  )

  it(
    'completes at once without requests',
    marbles(({ expectObservable }) => {
      const transport = synchronousTransport()
      for (const requests of [[], new Set<string>(), EMPTY])
        expectObservable(fetchBatch(requests, { transport })).toBe('|')
    }),
  )

  it(
    'does nothing before it is subscribed to, and is a batch of its own for each subscriber',
    marbles(({ cold, expectObservable, flush }) => {
      const transport = scriptedTransport({ [A]: [cold('--(r|)', { r: OK })] })
      const results$ = fetchBatch([A], { transport })
      expect(transport.attempts).to.deep.equal([])
      expectObservable(results$).toBe('--(a|)', { a: succeeded(A, 0, { to: 2 }) })
      expectObservable(results$, '-----^').toBe('-------(a|)', { a: succeeded(A, 0, { from: 5, to: 7 }) })
      flush()
      expect(transport.attempts).to.have.length(2)
    }),
  )

  it(
    'aborts what is in flight on unsubscribe and emits nothing more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('      --(r|)', { r: OK })
      const b$ = cold('      ---------(r|)', { r: OK })
      const unsubscribed = ' -----!'
      const expected = '     --a---'
      const transport = scriptedTransport({ [A]: [a$], [B]: [b$] })
      expectObservable(fetchBatch([A, B], { transport }), unsubscribed).toBe(expected, {
        a: succeeded(A, 0, { to: 2 }),
      })
      expectSubscriptions(b$.subscriptions).toBe('^----!')
    }),
  )

  it('sends what the batch and the request say', async () => {
    const transport = synchronousTransport()
    const requests: FetchRequest[] = [
      { url: A },
      {
        url: B,
        id: 'b',
        method: 'post',
        headers: { Accept: 'text/html' },
        body: [1],
        maxBodyBytes: 5,
        maxRedirects: 0,
      },
    ]
    const results = await resultsOf(fetchBatch(requests, { transport, headers: { 'X-Api-Key': 'k' }, maxBodyBytes: 9 }))
    const headers = {
      'user-agent': `rx-fanout/${VERSION}`,
      accept: 'application/json, text/plain, */*',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'x-api-key': 'k',
    }
    expect(transport.attempts).to.deep.equal([
      { url: A, method: 'GET', headers, body: null, maxBodyBytes: 9, maxRedirects: 5, limitMs: 10_000 },
      {
        url: B,
        method: 'POST',
        headers: { ...headers, accept: 'text/html', 'content-type': 'application/json' },
        body: '[1]',
        maxBodyBytes: 5,
        maxRedirects: 0,
        limitMs: 10_000,
      },
    ])
    expect(results.map((result) => 'id' in result && result.id)).to.deep.equal([false, 'b'])
  })

  it('answers for what cannot be sent at its place, without an attempt', async () => {
    const transport = synchronousTransport()
    const requests = [A, 'no URL', { url: A, method: 'GET', body: 'x' }, 5, null, A] as string[]
    const results = await resultsOf(fetchBatch(requests, { transport }))
    expect(transport.attempts).to.have.length(2)
    expect(
      results.map((result) => (result.outcome === 'failure' ? [result.error.kind, result.attempts] : result.outcome)),
    ).to.deep.equal([
      'success',
      ['invalid-request', 0],
      ['invalid-request', 0],
      ['invalid-request', 0],
      ['invalid-request', 0],
      'success',
    ])
  })

  describe('with a transport that misbehaves', () => {
    const unexpected = (message: string) => ({ kind: 'unexpected', message })
    const table: ReadonlyArray<[name: string, transport: () => unknown, error: object]> = [
      ['completes without a response', () => EMPTY, unexpected('The transport completed without a response')],
      [
        'throws',
        () => {
          throw new RangeError('secret')
        },
        unexpected('Unexpected error (RangeError)'),
      ],
      ['throws a FetchError', () => throwError(() => NOT_FOUND), NOT_FOUND],
      ['errors with an Error', () => throwError(() => new Error('secret')), unexpected('Unexpected error (Error)')],
      ['errors with nothing', () => throwError(() => undefined), unexpected('Unexpected error (undefined)')],
      ['returns nothing', () => undefined, unexpected('Unexpected error (TypeError)')],
      ['responds with nothing', () => of(null), unexpected('Unexpected error (TypeError)')],
      ['responds without a body', () => of({ status: 200, headers: {} }), unexpected('Unexpected error (TypeError)')],
    ]
    for (const [name, transport, error] of table)
      it(`gives a failure where it ${name}, and goes on`, async () => {
        let calls = 0
        const once = () => {
          calls += 1
          return calls === 1 ? (transport() as Observable<never>) : of({ url: B, ...OK })
        }
        const [first, second] = await resultsOf(fetchBatch([A, B], { transport: once, concurrency: 1 }))
        expect(first).to.deep.include({ outcome: 'failure', index: 0, error, attempts: 1 })
        expect(second).to.include({ outcome: 'success', index: 1, attempts: 1 })
      })

    it('takes the first of several responses and unsubscribes', async () => {
      let subscribed = true
      const talkative = new Observable<typeof OK>((subscriber) => {
        subscriber.next(OK)
        subscriber.next(answer(500))
        return () => {
          subscribed = false
        }
      })
      const results = await resultsOf(fetchBatch([A], { transport: fakeTransport(() => talkative) }))
      expect(results.map(({ outcome }) => outcome)).to.deep.equal(['success'])
      expect(subscribed).to.equal(false)
    })
  })

  describe('when its source fails', () => {
    const BROKEN = new Error('the source broke')

    it(
      'lets what is in flight finish and errors then',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const requests$ = cold('-a--#', { a: A }, BROKEN)
        const a$ = cold('        -----(r|)', { r: OK })
        const expected = '      ------(a#)'
        const transport = scriptedTransport({ [A]: [a$] })
        const results$ = fetchBatch(requests$, { transport })
        expectObservable(results$).toBe(expected, { a: succeeded(A, 0, { from: 1, to: 6 }) }, BROKEN)
        expectSubscriptions(a$.subscriptions).toBe('-^----!')
      }),
    )

    it(
      'lets a retry finish first, too',
      marbles(({ cold, expectObservable }) => {
        const a$ = cold<never>('      -#', {}, REFUSED)
        const again$ = cold('      --(r|)', { r: OK })
        const expected = '     -----(a#)'
        const requests = (function* () {
          yield A
          throw BROKEN
        })()
        const transport = scriptedTransport({ [A]: [a$, again$] })
        const results$ = fetchBatch(requests, { transport, retryDelayMs: 4, random: () => 0.5 })
        expectObservable(results$).toBe(expected, { a: succeeded(A, 0, { to: 5, attempts: 2 }) }, BROKEN)
      }),
    )
  })

  describe('when it is called wrongly', () => {
    for (const requests of [A, '', null, undefined, 5, { url: A }])
      it(`throws a TypeError for ${JSON.stringify(requests)} as requests`, () => {
        expect(() => fetchBatch(requests as Iterable<string>)).to.throw(TypeError, /^requests must be an iterable/)
      })

    it('throws a TypeError for options that are invalid', () => {
      expect(() => fetchBatch([], { concurrency: 0 })).to.throw(TypeError, /concurrency/)
    })

    it('touches neither source nor transport', () => {
      const requests = new Proxy([], {
        get: () => {
          throw new Error('touched')
        },
      })
      expect(() => fetchBatch(requests, { retries: -1 })).to.throw(TypeError, /retries/)
    })
  })

  describe('without a transport', () => {
    /** Less than the time that an idle connection of a transport lasts that is not closed. */
    const IDLE_MS = 3_500

    /** A server that answers `/a` at once and nothing else ever, and what becomes of its first connection. */
    const serveOne = async () => {
      const { origin, server, close } = await serve((request, response) => {
        if (request.url === '/a') response.end('a')
      })
      server.keepAliveTimeout = 0 // the server itself would keep the connection for ever
      const closed = once(server, 'connection')
        .then(([socket]: Socket[]) => socket && once(socket, 'close'))
        .then(() => 'closed')
      const disconnected = () => Promise.race([closed, wait(IDLE_MS, 'still idle', { ref: false })])
      return { origin, close, disconnected }
    }

    it('makes one of its own, and closes it at the end of the batch', async () => {
      const { origin, disconnected, close } = await serveOne()
      const [result] = await resultsOf(fetchBatch([`${origin}/a`]))
      expect(result).to.include({ outcome: 'success', status: 200 })
      expect(await disconnected()).to.equal('closed')
      await close()
    })

    it('closes it on unsubscribe', async () => {
      const { origin, disconnected, close } = await serveOne()
      await firstValueFrom(fetchBatch([`${origin}/a`, `${origin}/never`]))
      expect(await disconnected()).to.equal('closed')
      await close()
    })
  })

  it(
    'waits for a transport that never answers no longer than the clocks say',
    marbles(({ expectObservable }) => {
      const results$ = fetchBatch([A], { transport: () => NEVER, retries: 0 })
      expectObservable(results$).toBe('10s (a|)', {
        a: failed(A, 0, { kind: 'timeout', message: 'Request timed out', clock: 'attempt' }, { to: 10_000 }),
      })
    }),
  )
})
