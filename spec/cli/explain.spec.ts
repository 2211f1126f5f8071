import { expect } from 'chai'
import { explain } from '../../src/cli/explain.ts'
import { invalidRequest } from '../../src/domain/FetchError.ts'
import type { FetchFailure } from '../../src/domain/FetchResult.ts'

const failure = (url: string, error: FetchFailure['error']): FetchFailure => ({
  outcome: 'failure',
  index: 0,
  url,
  error,
  attempts: 0,
  timing: { startedAtMs: 0, durationMs: 0 },
})

describe('explain', () => {
  const noUrl = invalidRequest('url', 'an absolute URL', 'none')
  const table: ReadonlyArray<
    [name: string, url: string, error: FetchFailure['error'], line: number | undefined, message: string]
  > = [
    ['where it stands', 'nonsense', noUrl, 3, 'Invalid request in line 3: url must be an absolute URL, got none'],
    [
      'what was meant',
      'localhost:7900/x',
      noUrl,
      undefined,
      'Invalid request: url must be an absolute URL, got none; did you mean http://localhost:7900/x?',
    ],
    [
      'nothing about another field',
      'localhost:7900/x',
      invalidRequest('body', 'a', 'b'),
      undefined,
      'Invalid request: body must be a, got b',
    ],
    [
      'nothing about another failure',
      'localhost:7900/x',
      { kind: 'aborted', message: 'The batch was aborted' },
      3,
      'The batch was aborted',
    ],
  ]
  for (const [name, url, error, line, message] of table)
    it(`says ${name}`, () => {
      expect(explain(failure(url, error), { request: url, index: 0, line, source: undefined })).to.deep.equal(
        failure(url, { ...error, message }),
      )
    })
})
