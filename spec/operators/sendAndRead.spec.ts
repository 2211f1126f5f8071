import { expect } from 'chai'
import { EMPTY, NEVER, type Observable, of, throwError } from 'rxjs'
import type { Attempt } from '../../src/domain/Attempt.ts'
import type { FetchResponse } from '../../src/domain/FetchResponse.ts'
import { sendAndRead } from '../../src/operators/sendAndRead.ts'
import type { Transport } from '../../src/transport/Transport.ts'
import { marbles } from '../support/marbles.ts'

const ATTEMPT: Attempt = {
  url: 'https://a.example/',
  method: 'GET',
  headers: {},
  body: null,
  maxBodyBytes: 1_000,
  maxRedirects: 0,
}
const respond = (status: number): FetchResponse => ({ status, headers: {}, body: new Uint8Array(), url: ATTEMPT.url })
const statusOf = ({ status }: FetchResponse): number => {
  if (status >= 500) throw new Error('busy')
  return status
}

/** What it emits, and how it ends. */
const watch = <T>(source$: Observable<T>): unknown[] => {
  const seen: unknown[] = []
  source$.subscribe({
    next: (value) => seen.push(value),
    error: (error) => seen.push(error.message),
    complete: () => seen.push('complete'),
  })
  return seen
}

describe('sendAndRead', () => {
  const table: ReadonlyArray<[name: string, transport: Transport, seen: unknown[]]> = [
    ['one response', () => of(respond(200)), [200, 'complete']],
    ['the first of several', () => of(respond(201), respond(202)), [201, 'complete']],
    ['one that cannot be read', () => of(respond(500)), ['busy']],
    ['none', () => EMPTY, ['The transport completed without a response']],
    ['an error', () => throwError(() => new Error('cut')), ['cut']],
    ['silence', () => NEVER, []],
  ]
  for (const [name, transport, seen] of table)
    it(`reads ${name}`, () => {
      expect(watch(sendAndRead(transport, ATTEMPT, statusOf))).to.deep.equal(seen)
    })

  it('leaves a transport that reads by itself to it', () => {
    const plain: Transport = () => NEVER
    const reading: Transport = Object.assign(plain, {
      sendAndRead: <R>(_: Attempt, read: (response: FetchResponse) => R) => of(read(respond(204))),
    })
    expect(watch(sendAndRead(reading, ATTEMPT, statusOf))).to.deep.equal([204, 'complete'])
  })

  it(
    'ends the attempt with the first response',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const response$ = cold('--a--a--|', { a: respond(200) })
      expectObservable(sendAndRead(() => response$, ATTEMPT, statusOf)).toBe('--(b|)', { b: 200 })
      expectSubscriptions(response$.subscriptions).toBe('^-!')
    }),
  )
})
