import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'

/** SNS developer guide, "Raw message delivery": what a queue receives of a topic without it. */
const SnsEnvelope = open(
  'an SNS envelope',
  { Type: t.literal('Notification'), TopicArn: t.string, Message: t.string },
  {},
)

/** The message in an SNS envelope; any other text as it is. */
export function withoutEnvelope(text: string): string {
  if (!text.includes('"TopicArn"')) return text
  try {
    const parsed: unknown = JSON.parse(text)
    return SnsEnvelope.is(parsed) ? parsed.Message : text
  } catch {
    return text
  }
}
