import { expect } from 'chai'
import { isRateLimited } from '../../src/domain/isRateLimited.ts'
import type { ResponseHeaders } from '../../src/domain/ResponseHeaders.ts'
import { statusError } from '../support/expectedResults.ts'

describe('isRateLimited', () => {
  const table: ReadonlyArray<[name: string, status: number, headers: ResponseHeaders, limited: boolean]> = [
    ['429', 429, {}, true],
    ['429 with something remaining', 429, { 'x-ratelimit-remaining': '5' }, true],
    ['403', 403, {}, false],
    ['403 with nothing remaining', 403, { 'x-ratelimit-remaining': '0' }, true],
    [
      '403 with nothing remaining of a resource',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'search' },
      true,
    ],
    ['403 with nothing remaining among blanks', 403, { 'x-ratelimit-remaining': ' 0 ' }, true],
    ['403 with nothing remaining of two', 403, { 'x-ratelimit-remaining': '0, 100' }, true],
    ['403 in the words of earlier drafts', 403, { 'ratelimit-remaining': '0' }, true],
    ['403 in the words of draft 7', 403, { ratelimit: 'limit=10, remaining=0, reset=5' }, true],
    ['403 in the words of the standard', 403, { ratelimit: '"default";r=0;t=5' }, true],
    ['403 with one of two policies used up', 403, { ratelimit: '"a";r=5;t=5, "b";r=0' }, true],
    ['403 with one remaining', 403, { 'x-ratelimit-remaining': '1' }, false],
    ['403 with ten remaining', 403, { ratelimit: '"default";r=10;t=5' }, false],
    ['403 with a limit alone', 403, { 'x-ratelimit-limit': '0' }, false],
    ['403 with nonsense remaining', 403, { 'x-ratelimit-remaining': 'none' }, false],
    ['403 with an empty field', 403, { 'x-ratelimit-remaining': '' }, false],
    ['403 of a cache', 403, { 'x-ratelimit-remaining': '0', age: '5' }, false],
    ['404 with nothing remaining', 404, { 'x-ratelimit-remaining': '0' }, false],
    ['503 with nothing remaining', 503, { 'x-ratelimit-remaining': '0' }, false],
  ]
  for (const [name, status, headers, limited] of table)
    it(`${limited ? 'takes' : 'does not take'} ${name} for the word of a limiter`, () => {
      expect(isRateLimited(statusError(status, undefined, headers))).to.equal(limited)
    })
})
