import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { defineTrigger } from './defineTrigger.ts'
import type { Acknowledgement } from './Trigger.ts'
import { toMessage } from './toMessage.ts'
import { withoutEnvelope } from './withoutEnvelope.ts'

/** Lambda developer guide, "Using Lambda with Amazon SQS". */
export const SqsRecord = open(
  'an SQS record',
  { messageId: t.string, body: t.string, eventSource: t.literal('aws:sqs') },
  { eventSourceARN: t.string },
)
export type SqsRecord = t.TypeOf<typeof SqsRecord>

/** The messages of a queue; those of a FIFO queue in order. */
export const fromSqsRecords = (records: readonly SqsRecord[]): Acknowledgement => ({
  kind: 'acknowledgement',
  messages: records.map(({ messageId, body }) => toMessage(messageId, () => withoutEnvelope(body))),
  inOrder: records.some(({ eventSourceARN = '' }) => eventSourceARN.endsWith('.fifo')),
})

/** An SQS queue, standard or FIFO, with `ReportBatchItemFailures`. */
export const sqs = defineTrigger(
  { name: 'SQS', accepts: 'SQS records whose body is a URL, a request or a batch, also in an SNS envelope' },
  open('an SQS event', { Records: t.readonlyArray(SqsRecord) }, {}),
  ({ Records }) => fromSqsRecords(Records),
)
