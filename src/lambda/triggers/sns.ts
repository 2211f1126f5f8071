import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { objectForm } from '../AnswerForm.ts'
import { ASYNCHRONOUS_BYTES } from '../limits.ts'
import { combineDecoded } from './combineDecoded.ts'
import { defineTrigger } from './defineTrigger.ts'
import { readEnveloped } from './readEnveloped.ts'

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
  ({ Records }) => ({
    kind: 'reply',
    batch: combineDecoded(Records.map(({ Sns }) => readEnveloped(Sns.Message))),
    form: objectForm,
    limitBytes: ASYNCHRONOUS_BYTES,
    unattended: true,
  }),
)
