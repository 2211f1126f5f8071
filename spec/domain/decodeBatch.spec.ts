import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decodeBatch } from '../../src/domain/decodeBatch.ts'
import type { Issue } from '../../src/domain/describeIssues.ts'

const URL_A = 'https://a.example/'

const HEADERS = 'an object of strings, Headers or pairs of strings'

describe('decodeBatch', () => {
  const valid: ReadonlyArray<[name: string, event: unknown]> = [
    ['no URLs', { urls: [] }],
    ['URLs, also equal ones', { urls: [URL_A, URL_A] }],
    ['requests among URLs', { urls: [URL_A, { url: URL_A, method: 'POST', headers: { a: 'b' }, body: { q: 1 } }] }],
    ['a URL that does not parse', { urls: ['not a URL', ''] }],
    ['a body on GET and a method that is no token', { urls: [{ url: URL_A, method: 'NO GOOD', body: 1 }] }],
    ['a policy', { urls: [URL_A], policy: { concurrency: 1, perOrigin: 65_535, retries: 0, parse: 'json' } }],
    ['a policy of one request', { urls: [{ url: URL_A, timeoutMs: 1, retryStatuses: [], maxRedirects: 100 }] }],
    ['the longest duration', { urls: [], policy: { deadlineMs: 2_147_483_647 } }],
    ['whole results', { urls: [], results: 'full' }],
    ['bodies', { urls: [], results: 'body' }],
    ['keys on the event that it does not know', { urls: [], source: 'aws.scheduler', detail: {} }],
    ['fields that are undefined', { urls: [{ url: URL_A, id: undefined }], policy: { retries: undefined } }],
    ['a policy that is undefined', { urls: [], policy: undefined, results: undefined }],
  ]
  for (const [name, event] of valid)
    it(`accepts ${name}`, () => {
      expect(decodeBatch(event)).to.deep.equal(E.right(event))
    })

  const duration = 'an integer from 1 to 2147483647'
  const invalid: ReadonlyArray<[name: string, event: unknown, issues: Issue[]]> = [
    ['no event', undefined, [{ path: '', expected: 'an object with urls', got: 'nothing' }]],
    ['null', null, [{ path: '', expected: 'an object with urls', got: null }]],
    ['a string', URL_A, [{ path: '', expected: 'an object with urls', got: URL_A }]],
    ['an array', [URL_A], [{ path: '', expected: 'an object with urls', got: 'an array of 1' }]],
    ['an event without urls', {}, [{ path: 'urls', expected: 'an array of URLs or requests', got: 'nothing' }]],
    ['a bare URL', { urls: URL_A }, [{ path: 'urls', expected: 'an array of URLs or requests', got: URL_A }]],
    [
      'a number and null as requests',
      { urls: [URL_A, 5, null] },
      [
        { path: 'urls[1]', expected: 'a URL string or a FetchRequest', got: 5 },
        { path: 'urls[2]', expected: 'a URL string or a FetchRequest', got: null },
      ],
    ],
    [
      'an array as request',
      { urls: [[]] },
      [{ path: 'urls[0]', expected: 'a URL string or a FetchRequest', got: 'an array of 0' }],
    ],
    ['a request without URL', { urls: [{}] }, [{ path: 'urls[0].url', expected: 'string', got: 'nothing' }]],
    [
      'a method that is no string',
      { urls: [URL_A, { url: URL_A, method: 7 }] },
      [{ path: 'urls[1].method', expected: 'string', got: 7 }],
    ],
    [
      'a header that is no string',
      { urls: [{ url: URL_A, headers: { 'x-api-key': 1 } }] },
      [{ path: 'urls[0].headers["x-api-key"]', expected: 'string', got: 1 }],
    ],
    [
      'headers that are no object',
      {
        urls: [
          { url: URL_A, headers: ['a: b'] },
          { url: URL_A, headers: 'secret: a' },
        ],
      },
      [
        { path: 'urls[0].headers', expected: HEADERS, got: 'an array of 1' },
        { path: 'urls[1].headers', expected: HEADERS, got: 'a string' },
      ],
    ],
    [
      'a key of a request that it does not know',
      { urls: [{ url: URL_A, timeout: 5 }] },
      [{ path: 'urls[0].timeout', expected: 'no such field', got: 5 }],
    ],
    [
      'batch policy on a request',
      { urls: [{ url: URL_A, concurrency: 5 }] },
      [{ path: 'urls[0].concurrency', expected: 'no such field', got: 5 }],
    ],
    [
      'policy of the wrong type',
      { urls: [], policy: 'fast' },
      [{ path: 'policy', expected: 'FetchPolicy', got: 'fast' }],
    ],
    [
      'policy keys that it does not know',
      { urls: [], policy: { timeout: 5, breaker: 3 } },
      [
        { path: 'policy.timeout', expected: 'no such field', got: 5 },
        { path: 'policy.breaker', expected: 'no such field', got: 3 },
      ],
    ],
    [
      'policy values out of range',
      {
        urls: [],
        policy: {
          concurrency: 0,
          perOrigin: 65_536,
          timeoutMs: 0,
          totalTimeoutMs: 2_147_483_648,
          deadlineMs: -1,
          retries: 1.5,
          retryDelayMs: '5',
          maxRetryDelayMs: Number.NaN,
          maxRetryAfterMs: null,
          maxBodyBytes: 0,
          maxRedirects: 101,
          parse: 'xml',
          retryStatuses: [500, 99, '503'],
        },
      },
      [
        { path: 'policy.concurrency', expected: 'an integer from 1 to 65535', got: 0 },
        { path: 'policy.perOrigin', expected: 'an integer from 1 to 65535', got: 65_536 },
        { path: 'policy.timeoutMs', expected: duration, got: 0 },
        { path: 'policy.totalTimeoutMs', expected: duration, got: 2_147_483_648 },
        { path: 'policy.deadlineMs', expected: duration, got: -1 },
        { path: 'policy.retries', expected: 'an integer from 0 to 100', got: 1.5 },
        { path: 'policy.retryDelayMs', expected: duration, got: '5' },
        { path: 'policy.maxRetryDelayMs', expected: duration, got: 'NaN' },
        { path: 'policy.maxRetryAfterMs', expected: duration, got: null },
        { path: 'policy.maxBodyBytes', expected: 'an integer from 1 to 536870888', got: 0 },
        { path: 'policy.maxRedirects', expected: 'an integer from 0 to 100', got: 101 },
        { path: 'policy.parse', expected: "'auto' | 'json' | 'text' | 'base64'", got: 'xml' },
        { path: 'policy.retryStatuses[1]', expected: 'an integer from 100 to 999', got: 99 },
        { path: 'policy.retryStatuses[2]', expected: 'an integer from 100 to 999', got: '503' },
      ],
    ],
    [
      'another form of results',
      { urls: [], results: 'none' },
      [{ path: 'results', expected: "'body' | 'full'", got: 'none' }],
    ],
    [
      'several things at once',
      { urls: [{ url: 1 }], policy: { retries: -1 }, results: 1 },
      [
        { path: 'urls[0].url', expected: 'string', got: 1 },
        { path: 'policy.retries', expected: 'an integer from 0 to 100', got: -1 },
        { path: 'results', expected: "'body' | 'full'", got: 1 },
      ],
    ],
  ]
  for (const [name, event, issues] of invalid)
    it(`refuses ${name}, each issue with path, expectation and what was received`, () => {
      expect(decodeBatch(event)).to.deep.equal(E.left(issues))
    })

  it('never throws, and JSON can hold its issues', () => {
    const anyRequest = fc.oneof(fc.anything(), fc.record({ url: fc.anything() }), fc.string())
    const anyEvent = fc.oneof(
      fc.anything(),
      fc.record({ urls: fc.anything() }),
      fc.record({ urls: fc.array(anyRequest), policy: fc.anything(), results: fc.anything() }),
    )
    fc.assert(
      fc.property(anyEvent, (event) => {
        const decoded = decodeBatch(event)
        if (E.isRight(decoded)) expect(decoded.right).to.equal(event)
        else {
          expect(decoded.left).to.not.be.empty
          for (const issue of JSON.parse(JSON.stringify(decoded.left)))
            expect(issue).to.have.all.keys('path', 'expected', 'got')
        }
      }),
    )
  })

  it('never throws for what JSON can hold', () => {
    fc.assert(fc.property(fc.jsonValue(), (event) => void decodeBatch(event)))
  })

  it('judges an event that is nested very deep', () => {
    let body: unknown = 'core'
    for (let depth = 0; depth < 100_000; depth += 1) body = [body]
    expect(E.isRight(decodeBatch({ urls: [{ url: URL_A, body }] }))).to.equal(true)
  })
})
