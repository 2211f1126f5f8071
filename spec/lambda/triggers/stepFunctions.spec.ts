import { expect } from 'chai'
import { answerEvent, missing } from '../../support/answerEvent.ts'

const A = 'https://api.example/a'
const MISSING = 'https://api.example/missing'

const LINE = 'an http or https URL, a URL, a request or a batch as JSON, or an array of URLs and requests'

type Case = readonly [name: string, event: unknown, answer: unknown]

const ok = (...body: readonly unknown[]) => ({ statusCode: 200, body })
const refused = (...issues: readonly object[]) => ({ statusCode: 400, body: { error: 'Invalid event', issues } })

const CASES: readonly Case[] = [
  ['a payload', { urls: [A], policy: { retries: 0 }, Execution: 'arn:aws:states:1' }, ok({ path: '/a' })],
  ['an item that is a URL', A, ok({ path: '/a' })],
  ['an item that is a request', { url: MISSING, retries: 0 }, ok(missing(MISSING))],
  ['an item that is two lines', `${A}\n${MISSING}`, ok({ path: '/a' }, missing(MISSING))],
  [
    'an item that is two URLs',
    `${A} ${MISSING}`,
    refused({ path: '', expected: LINE, got: 'text with a blank inside' }),
  ],
  ['an item with more columns', { url: A, customer: 'c-1', city: '' }, ok({ path: '/a' })],
  ['an item with a column that only a program may set', { url: A, group: 'g-1' }, ok({ path: '/a' })],
  [
    'a batch of items with more columns',
    { Items: [{ url: A, customer: 'c-1', group: 'g-1' }, A] },
    ok({ path: '/a' }, { path: '/a' }),
  ],
  [
    'a wrong item',
    { url: A, timeoutMs: 'x' },
    refused({ path: 'timeoutMs', expected: 'an integer from 1 to 2147483647', got: 'x' }),
  ],
  ['a batch of items', { Items: [A, { url: MISSING }] }, ok({ path: '/a' }, missing(MISSING))],
  ['a batch with input', { Items: [A], BatchInput: { concurrency: 1, bucket: 'results' } }, ok({ path: '/a' })],
  [
    'a batch whose input has the policy and the results of an event',
    { Items: [MISSING], BatchInput: { policy: { retries: 0, parse: 'text' }, results: 'body' } },
    ok(missing(MISSING)),
  ],
  [
    'a batch whose input has a wrong policy and results',
    { Items: [A], BatchInput: { policy: { retry: 0 }, results: 'all' } },
    refused(
      { path: 'policy.retry', expected: 'no such field', got: 0 },
      { path: 'results', expected: "'body' | 'full'", got: 'all' },
    ),
  ],
  [
    'a batch with a wrong policy',
    { Items: [A], BatchInput: { concurrency: 0, bucket: 'results' } },
    refused({ path: 'policy.concurrency', expected: 'an integer from 1 to 65535', got: 0 }),
  ],
]

describe('direct, mapItem and mapBatch', () => {
  for (const [name, event, answer] of CASES)
    it(`answer ${name} of Step Functions as a direct invocation`, async () => {
      expect((await answerEvent(event)).answer).to.deep.equal(answer)
    })
})
