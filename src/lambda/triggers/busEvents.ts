import * as O from 'fp-ts/lib/Option.js'
import { objectForm } from '../AnswerForm.ts'
import { ASYNCHRONOUS_BYTES } from '../limits.ts'
import { BusEvent, readDetail } from './BusEvent.ts'
import { combineDecoded } from './combineDecoded.ts'
import type { Trigger } from './Trigger.ts'

const areBusEvents = (event: unknown): event is readonly BusEvent[] =>
  Array.isArray(event) && event.length > 0 && Array.from(event).every(BusEvent.is)

/** A subscriber of a custom bus, which may be sent several events at once. */
export const busEvents: Trigger = {
  name: 'EventBridge events',
  accepts: 'a bare array of EventBridge events whose details are requests or batches',
  recognize: (event) =>
    areBusEvents(event)
      ? O.some({
          kind: 'reply',
          batch: combineDecoded(event.map(({ detail }) => readDetail(detail))),
          form: objectForm,
          limitBytes: ASYNCHRONOUS_BYTES,
          unattended: true,
        })
      : O.none,
}
