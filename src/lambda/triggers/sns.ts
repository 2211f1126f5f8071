import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import type { FetchBatch } from '../../domain/FetchBatch.ts'
import { objectForm } from '../AnswerForm.ts'
import { combineBatches } from '../combineBatches.ts'
import { ASYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger } from './defineTrigger.ts'
import { readBatch } from './readBatch.ts'

/** Lambda developer guide, "Invoking Lambda functions with Amazon SNS notifications". */
const SnsRecord = open(
  'an SNS record',
  { EventSource: t.literal('aws:sns'), Sns: open('its notification', { Message: t.string }, {}) },
  {},
)

/** An SNS topic; the answer is what Lambda Destinations carry. */
export const sns = defineTrigger(
  { name: 'SNS', accepts: 'SNS records whose message is a URL, a request or a batch' },
  open('an SNS event', { Records: t.readonlyArray(SnsRecord) }, {}),
  ({ Records }) => {
    const batches: FetchBatch[] = []
    for (const { Sns } of Records) {
      const batch = readBatch(Sns.Message)
      if (E.isLeft(batch))
        return { kind: 'reply', batch, form: objectForm, limitBytes: ASYNCHRONOUS_BYTES, unattended: true }
      batches.push(batch.right)
    }
    const [first] = batches
    const batch = E.right(batches.length === 1 && first !== undefined ? first : combineBatches(batches))
    return { kind: 'reply', batch, form: objectForm, limitBytes: ASYNCHRONOUS_BYTES, unattended: true }
  },
)
