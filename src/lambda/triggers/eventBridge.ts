import { objectForm } from '../AnswerForm.ts'
import { ASYNCHRONOUS_BYTES } from '../limits.ts'
import { BusEvent, readDetail } from './BusEvent.ts'
import { defineTrigger } from './defineTrigger.ts'

/** An EventBridge rule or Scheduler; the answer is what Lambda Destinations carry. */
export const eventBridge = defineTrigger(
  { name: 'EventBridge', accepts: 'an EventBridge or Scheduler event whose detail is a request or a batch' },
  BusEvent,
  ({ detail }) => ({
    kind: 'reply',
    batch: readDetail(detail),
    form: objectForm,
    limitBytes: ASYNCHRONOUS_BYTES,
    unattended: true,
  }),
)
