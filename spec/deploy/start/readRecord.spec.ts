import { expect } from 'chai'
import { readRecord } from '../../../scripts/deploy/start/readRecord.ts'

const Items = [
  { id: '1', url: 'https://a.example/1' },
  { id: '2', url: 'https://a.example/2' },
]
const Input = JSON.stringify({ Items, BatchInput: {} })
const success = { outcome: 'success', body: 1 }

describe('readRecord', () => {
  const TABLE: ReadonlyArray<readonly [what: string, record: object, told: readonly string[]]> = [
    ['a batch with all results', { Status: 'SUCCEEDED', Output: { body: [success, success] } }, ['success', 'success']],
    [
      'a batch with a result too few',
      { Status: 'SUCCEEDED', Output: { body: [success] } },
      ['success', 'The batch of this request left no result of it'],
    ],
    [
      'a batch that failed',
      { Status: 'FAILED', Error: 'Lambda.Unknown' },
      Array(2).fill('The batch of this request failed: Lambda.Unknown'),
    ],
    [
      'a batch that ran out of time',
      { Status: 'TIMED_OUT' },
      Array(2).fill('The batch of this request failed: TIMED_OUT'),
    ],
    ['a batch that was stopped', { Status: 'ABORTED' }, Array(2).fill('The batch of this request failed: ABORTED')],
    ['a batch that nobody began', { Status: 'PENDING' }, Array(2).fill('The batch of this request was not begun')],
    ['a batch whose input is not told', { Status: 'FAILED', Input: undefined }, []],
  ]
  for (const [what, { Output, ...record }, told] of TABLE as ReadonlyArray<[string, { Output?: object }, string[]]>)
    it(`reads ${what}`, () => {
      const line = JSON.stringify({ Input, ...record, ...(Output && { Output: JSON.stringify(Output) }) })
      const results = readRecord(line)
      expect(results.map(([key]) => key)).to.deep.equal(told.length === 0 ? [] : ['1', '2'])
      expect(
        results.map(([, { outcome, error }]) =>
          outcome === 'success' ? outcome : (error as { message: string }).message,
        ),
      ).to.deep.equal(told)
    })
})
