import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { readBatch, toLenientBatch } from './readBatch.ts'
import type { Message } from './Trigger.ts'

/** EventBridge user guide, "Events": rules and Scheduler send it alike, but for Scheduler's detail, which is a string. */
export const BusEvent = open(
  'an EventBridge event',
  { 'detail-type': t.string, source: t.string, detail: t.union([t.UnknownRecord, t.string]) },
  {},
)
export type BusEvent = (typeof BusEvent)['_A']

/** Decodes the detail of an event, whose producer may have put more into it than is read here. */
export const readDetail = (detail: BusEvent['detail']): Message['batch'] =>
  typeof detail === 'string' ? readBatch(detail) : toLenientBatch(detail)
