import * as O from 'fp-ts/lib/Option.js'
import { arrayForm } from '../AnswerForm.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { hasUrl, isHttpUrl, toBatch } from './readBatch.ts'
import type { Trigger } from './Trigger.ts'

const areItems = (event: unknown): event is readonly unknown[] =>
  Array.isArray(event) &&
  event.some((item) => isHttpUrl(item) || hasUrl(item)) &&
  event.every((item) => typeof item === 'string' || hasUrl(item))

/** A bare array of URLs and requests, answered by a bare array: an enrichment of Pipes, a custom bus. */
export const items: Trigger = {
  name: 'items',
  accepts: 'a bare array of URLs and requests',
  recognize: (event) =>
    areItems(event)
      ? O.some({ kind: 'reply', batch: toBatch(event), form: arrayForm, limitBytes: SYNCHRONOUS_BYTES })
      : O.none,
}
