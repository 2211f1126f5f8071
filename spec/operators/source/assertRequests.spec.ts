import { expect } from 'chai'
import { NEVER } from 'rxjs'
import { assertRequests } from '../../../src/operators/source/assertRequests.ts'

import { watchedIterable } from '../../support/sources.ts'

describe('assertRequests', () => {
  const sources: ReadonlyArray<[name: string, requests: unknown]> = [
    ['an array', []],
    ['a set', new Set()],
    ['a generator', watchedIterable('').requests],
    ['an async generator', (async function* () {})()],
    ['an Observable', NEVER],
    ['a web stream', new ReadableStream()],
  ]
  for (const [name, requests] of sources)
    it(`accepts ${name}`, () => {
      assertRequests(requests)
    })

  const others: ReadonlyArray<[requests: unknown, got: string]> = [
    ['https://a.example/', 'string'],
    ['', 'string'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ url: 'https://a.example/' }, 'object'],
    [5, 'number'],
    [() => [], 'function'],
    [new String('https://a.example/'), 'object'],
  ]
  for (const [requests, got] of others)
    it(`refuses ${typeof requests === 'string' ? 'a string' : String(JSON.stringify(requests))}`, () => {
      expect(() => assertRequests(requests)).to.throw(
        TypeError,
        `requests must be an iterable, an async iterable or an Observable of requests, got ${got}`,
      )
    })
})
