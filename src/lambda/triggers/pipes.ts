import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { fromBase64 } from './kinesis.ts'
import { fromSqsRecords, SqsRecord } from './sqs.ts'
import type { Trigger } from './Trigger.ts'
import { toMessage } from './toMessage.ts'

/** EventBridge user guide, "Amazon Kinesis stream as a source": flat, and reported by `eventID`. */
const PipedKinesisRecord = open(
  'a piped Kinesis record',
  { eventSource: t.literal('aws:kinesis'), eventID: t.string, data: t.string },
  {},
)

const SqsRecords = t.readonlyArray(SqsRecord)
const KinesisRecords = t.readonlyArray(PipedKinesisRecord)

/** EventBridge Pipes: a bare array of the source's records. */
export const pipes: Trigger = {
  name: 'Pipes',
  accepts: 'a bare array of SQS or Kinesis records, as EventBridge Pipes sends them',
  recognize(event) {
    if (!Array.isArray(event) || event.length === 0) return O.none
    const records: unknown = Array.from(event) // without holes, which the codecs would let pass
    if (SqsRecords.is(records)) return O.some(fromSqsRecords(records))
    if (!KinesisRecords.is(records)) return O.none
    const messages = records.map(({ eventID, data }) => toMessage(eventID, () => fromBase64(data)))
    return O.some({ kind: 'acknowledgement', messages })
  },
}
