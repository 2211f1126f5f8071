import * as O from 'fp-ts/lib/Option.js'
import { objectForm } from '../AnswerForm.ts'
import { STATE_BYTES } from '../limits.ts'
import { hasUrl, isHttpUrl, readBatch, toLenientBatch } from './readBatch.ts'
import type { Trigger } from './Trigger.ts'

/** One item of a Step Functions Distributed Map: a request, or its URL. A row of a table may have more columns. */
export const mapItem: Trigger = {
  name: 'Distributed Map item',
  accepts: 'a request with a url, or an http or https URL, as a Distributed Map sends its items',
  recognize: (event) =>
    isHttpUrl(event) || hasUrl(event)
      ? O.some({
          kind: 'reply',
          batch: typeof event === 'string' ? readBatch(event) : toLenientBatch(event),
          form: objectForm,
          limitBytes: STATE_BYTES,
        })
      : O.none,
}
