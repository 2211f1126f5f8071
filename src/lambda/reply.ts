import * as E from 'fp-ts/lib/Either.js'
import { lastValueFrom, map, toArray } from 'rxjs'
import type { Issues } from '../domain/describeIssues.ts'
import { createAnswerRoom, type Place } from './answer/answerRoom.ts'
import { placeResults } from './answer/placeResults.ts'
import { createPutAside } from './answer/putAside.ts'
import type { Service } from './createService.ts'
import { type LambdaContext, startClock } from './invocationClock.ts'
import { summarizeIssues, writeLog } from './log.ts'
import { toRefusal } from './toAnswer.ts'
import type { Reply } from './triggers/Trigger.ts'

const inInputOrder = (places: readonly Place[]): readonly unknown[] => {
  const ordered = new Array<unknown>(places.length)
  for (const { index, held } of places) ordered[index] = held
  return ordered
}

const refuse = ({ form, unattended }: Reply, issues: Issues): unknown => {
  if (unattended) writeLog('WARN', 'Invalid event', { issues: summarizeIssues(issues) })
  return form.refuse(400, toRefusal(issues).body)
}

/** Answers with one item for each request of the batch, in the trigger's form and within its limit. */
export async function reply(invocation: Reply, service: Service, context: LambdaContext | undefined): Promise<unknown> {
  const { batch, form, limitBytes } = invocation
  if (E.isLeft(batch)) return refuse(invocation, batch.left)
  const { urls, results } = batch.right
  const clock = startClock(context)
  const plan = service.plan(batch.right, clock)
  const putAside = createPutAside(service.destination?.aside, clock, context)
  const room = createAnswerRoom({
    form,
    limitBytes,
    requests: urls.length,
    results,
    locationOf: putAside?.locationOf,
  })
  if (urls.length > room.mostRequests) {
    const expected = `at most ${room.mostRequests} requests, so that each has a place in the answer`
    return refuse(invocation, [{ path: 'urls', expected, got: `an array of ${urls.length}` }])
  }
  return lastValueFrom(placeResults(plan, room, putAside).pipe(toArray(), map(inInputOrder), map(form.answer)))
}
