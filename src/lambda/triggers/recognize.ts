import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import { objectForm } from '../AnswerForm.ts'
import { busEvents } from './busEvents.ts'
import { direct } from './direct.ts'
import { eventBridge } from './eventBridge.ts'
import { httpApi } from './httpApi.ts'
import { items } from './items.ts'
import { kinesis } from './kinesis.ts'
import { loadBalancer } from './loadBalancer.ts'
import { mapBatch } from './mapBatch.ts'
import { mapItem } from './mapItem.ts'
import { pipes } from './pipes.ts'
import { restApi } from './restApi.ts'
import { sns } from './sns.ts'
import { sqs } from './sqs.ts'
import type { Invocation, Recognized, Settled, Trigger } from './Trigger.ts'
import { unservedSource } from './unserved.ts'
import { vpcLattice } from './vpcLattice.ts'
import { vpcLatticeV1 } from './vpcLatticeV1.ts'

/** All triggers, in the order in which an event is shown to them. */
export const TRIGGERS: readonly Trigger[] = Object.freeze([
  direct,
  httpApi,
  loadBalancer, // before restApi: its events have a method and a path too
  restApi,
  vpcLattice,
  vpcLatticeV1,
  sqs,
  kinesis,
  sns,
  eventBridge,
  mapBatch,
  mapItem,
  pipes, // before items: a record may have a url too
  busEvents, // likewise
  items,
])

/** What an event asks for; one of unknown shape is answered with what is accepted. */
export function recognize(event: unknown, triggers: readonly Trigger[] = TRIGGERS): Recognized<Invocation> {
  for (const trigger of triggers) {
    const invocation = trigger.recognize(event)
    if (O.isSome(invocation)) return { ...invocation.value, trigger: trigger.name }
  }
  const source = unservedSource(event)
  return O.isSome(source) ? { kind: 'unserved', source: source.value } : refuseUnknown(event, triggers)
}

const refuseUnknown = (event: unknown, triggers: readonly Trigger[]): Settled => {
  const batch = decodeBatch(event)
  const refusal = { error: 'Invalid event', issues: E.isLeft(batch) ? batch.left : [] } // one, and small
  const isEmpty = typeof event !== 'object' || event === null || Object.keys(event).length === 0
  if (isEmpty) return { kind: 'settled', answer: objectForm.refuse(400, refusal) }
  const accepts = triggers.map((trigger) => trigger.accepts)
  return { kind: 'settled', answer: objectForm.refuse(400, { ...refusal, accepts }), warning: 'Unknown event' }
}
