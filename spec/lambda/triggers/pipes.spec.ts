import { expect } from 'chai'
import { answerEvent } from '../../support/answerEvent.ts'
import { fifoRecord, pipedKinesisRecord, sqsRecord } from '../../support/lambdaEvents.ts'

const A = 'https://api.example/a'
const MISSING = 'https://api.example/missing'

type Case = readonly [name: string, event: readonly object[], failures: readonly string[]]

const CASES: readonly Case[] = [
  ['SQS records', [sqsRecord('1', A), sqsRecord('2', MISSING), sqsRecord('3', 'nonsense')], ['2', '3']],
  ['FIFO records', [fifoRecord('1', MISSING), fifoRecord('2', A)], ['1', '2']],
  [
    'Kinesis records, which are named by their event id',
    [pipedKinesisRecord('101', A), pipedKinesisRecord('102', MISSING)],
    ['shardId-000000000006:102'],
  ],
]

describe('pipes', () => {
  for (const [name, event, failures] of CASES)
    it(`answers ${name} with ${failures.length} failures`, async () => {
      expect((await answerEvent(event)).answer).to.deep.equal({
        batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
      })
    })
})
