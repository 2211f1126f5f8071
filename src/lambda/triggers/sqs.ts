import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { defineTrigger } from './defineTrigger.ts'
import type { Acknowledgement } from './Trigger.ts'
import { toMessage } from './toMessage.ts'

/** Lambda developer guide, "Using Lambda with Amazon SQS". */
export const SqsRecord = open(
  'an SQS record',
  { messageId: t.string, body: t.string, eventSource: t.literal('aws:sqs') },
  { eventSourceARN: t.string, attributes: open('its attributes', {}, { MessageGroupId: t.string }) },
)
export type SqsRecord = (typeof SqsRecord)['_A']

/** The message group of a record of a FIFO queue: SQS delivers the messages of a group one after another. */
const groupOf = ({ eventSourceARN = '', attributes }: SqsRecord): string | undefined =>
  eventSourceARN.endsWith('.fifo') ? (attributes?.MessageGroupId ?? '') : undefined

/** The messages of a queue; those of a FIFO queue by their groups. */
export const fromSqsRecords = (records: readonly SqsRecord[]): Acknowledgement => ({
  kind: 'acknowledgement',
  messages: records.map((record) => toMessage(record.messageId, () => record.body, groupOf(record))),
})

/** An SQS queue, standard or FIFO, with `ReportBatchItemFailures`. */
export const sqs = defineTrigger(
  {
    name: 'SQS',
    accepts: 'SQS records whose body is a URL, a request or a batch, also in envelopes of SNS or EventBridge',
  },
  open('an SQS event', { Records: t.readonlyArray(SqsRecord) }, {}),
  ({ Records }) => fromSqsRecords(Records),
)
