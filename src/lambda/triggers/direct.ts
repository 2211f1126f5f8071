import * as O from 'fp-ts/lib/Option.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import { objectForm } from '../AnswerForm.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import type { Trigger } from './Trigger.ts'

const isMeant = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && !Array.isArray(event) && ('urls' in event || 'policy' in event)

/** An invocation with a batch as its event, valid or not; also the payload of a Step Functions task. */
export const direct: Trigger = {
  name: 'direct',
  accepts: '{ "urls": [a URL or a request, …], "policy": {…}, "results": "body" or "full" }',
  recognize: (event) =>
    isMeant(event)
      ? O.some({ kind: 'reply', batch: decodeBatch(event), form: objectForm, limitBytes: SYNCHRONOUS_BYTES })
      : O.none,
}
