import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'

/** SNS developer guide, "Raw message delivery": what a queue receives of a topic without it. */
export const SnsEnvelope = open(
  'an SNS envelope',
  { Type: t.literal('Notification'), TopicArn: t.string, Message: t.string },
  {},
)
