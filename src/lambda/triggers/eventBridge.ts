import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { objectForm } from '../AnswerForm.ts'
import { ASYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger } from './defineTrigger.ts'
import { readBatch, toBatch } from './readBatch.ts'

/** EventBridge user guide, "Events": rules and Scheduler send it alike, but for Scheduler's detail, which is a string. */
const BusEvent = open(
  'an EventBridge event',
  { 'detail-type': t.string, source: t.string, detail: t.union([t.UnknownRecord, t.string]) },
  {},
)

/** An EventBridge rule or Scheduler; the answer is what Lambda Destinations carry. */
export const eventBridge = defineTrigger(
  { name: 'EventBridge', accepts: 'an EventBridge or Scheduler event whose detail is a request or a batch' },
  BusEvent,
  ({ detail }) => ({
    kind: 'reply',
    batch: typeof detail === 'string' ? readBatch(detail) : toBatch(detail),
    form: objectForm,
    limitBytes: ASYNCHRONOUS_BYTES,
    unattended: true,
  }),
)
