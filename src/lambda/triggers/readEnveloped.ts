import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { BusEvent, readDetail } from './BusEvent.ts'
import { readBatch } from './readBatch.ts'
import { SnsEnvelope } from './SnsEnvelope.ts'
import type { Message } from './Trigger.ts'

/** Envelopes within envelopes: three are in use (EventBridge, SNS, SQS). */
const MAX_ENVELOPES = 10

/** Looked for before anything is parsed: each envelope has one of them. */
const MARKS = ['"TopicArn"', '"detail-type"']

type Detail = BusEvent['detail']

/** What is in the envelope that a text is; none if it is any other text. */
const contentOf = (text: string): O.Option<Detail> => {
  if (!MARKS.some((mark) => text.includes(mark))) return O.none
  const parsed = O.toUndefined(O.tryCatch(() => JSON.parse(text) as unknown))
  if (SnsEnvelope.is(parsed)) return O.some(parsed.Message)
  return BusEvent.is(parsed) ? O.some(parsed.detail) : O.none
}

/** Decodes text, or what is in its envelopes: those of EventBridge and SNS, one in another as they may come. */
export function readEnveloped(text: string): Message['batch'] {
  let inner = text
  for (let depth = 0; depth < MAX_ENVELOPES; depth += 1) {
    const content = contentOf(inner)
    if (O.isNone(content)) return readBatch(inner)
    if (typeof content.value !== 'string') return readDetail(content.value)
    inner = content.value
  }
  return E.left([{ path: '', expected: `at most ${MAX_ENVELOPES} envelopes`, got: 'more' }])
}
