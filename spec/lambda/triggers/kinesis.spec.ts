import { expect } from 'chai'
import { answerEvent } from '../../support/answerEvent.ts'
import { busEvent, kinesisRecord } from '../../support/lambdaEvents.ts'

const A = 'https://api.example/a'
const MISSING = 'https://api.example/missing'

type Case = readonly [name: string, records: readonly object[], failures: readonly string[], fetched: readonly string[]]

const CASES: readonly Case[] = [
  ['a URL', [kinesisRecord('101', A)], [], [A]],
  [
    'a request and a batch',
    [kinesisRecord('101', `{"url":"${A}"}`), kinesisRecord('102', `{"urls":["${A}"]}`)],
    [],
    [A, A],
  ],
  ['lines', [kinesisRecord('101', `${A}\n${A}`)], [], [A, A]],
  ['an EventBridge event', [kinesisRecord('101', JSON.stringify(busEvent({ url: A, customer: 'c-1' })))], [], [A]],
  ['a record with a failure', [kinesisRecord('101', A), kinesisRecord('102', MISSING)], ['102'], [A, MISSING]],
  ['a poison record', [kinesisRecord('101', '\u0000\u0001'), kinesisRecord('102', A)], ['101'], [A]],
]

describe('kinesis', () => {
  for (const [name, Records, failures, fetched] of CASES)
    it(`answers ${name} with ${failures.length} failures`, async () => {
      const answered = await answerEvent({ Records })
      expect(answered.answer).to.deep.equal({
        batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
      })
      expect(answered.fetched).to.deep.equal(fetched)
    })
})
