import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { defineTrigger } from './defineTrigger.ts'
import { toMessage } from './toMessage.ts'

/** Lambda developer guide, "Using Lambda to process records from Amazon Kinesis Data Streams". */
const KinesisRecord = open(
  'a Kinesis record',
  {
    eventSource: t.literal('aws:kinesis'),
    kinesis: open('its data', { sequenceNumber: t.string, data: t.string }, {}),
  },
  {},
)

/** A record's data as text. */
export const fromBase64 = (data: string): string => Buffer.from(data, 'base64').toString()

/** A Kinesis data stream with `ReportBatchItemFailures`: Lambda begins again at the first that failed. */
export const kinesis = defineTrigger(
  { name: 'Kinesis', accepts: 'Kinesis records whose data is a URL, a request or a batch' },
  open('a Kinesis event', { Records: t.readonlyArray(KinesisRecord) }, {}),
  ({ Records }) => ({
    kind: 'acknowledgement',
    messages: Records.map(({ kinesis: { sequenceNumber, data } }) => toMessage(sequenceNumber, () => fromBase64(data))),
  }),
)
