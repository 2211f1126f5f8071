import * as E from 'fp-ts/lib/Either.js'
import { lastValueFrom, map, toArray } from 'rxjs'
import type { Issues } from '../domain/describeIssues.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { inInputOrder } from '../domain/inInputOrder.ts'
import { createAnswerRoom } from './answer/answerRoom.ts'
import { mostBytes } from './answer/mostBytes.ts'
import { placeResults } from './answer/placeResults.ts'
import { createPutAside } from './answer/putAside.ts'
import type { Service } from './createService.ts'
import { startClock } from './invocationClock.ts'
import { type LambdaContext, requestIdOf } from './LambdaContext.ts'
import { summarizeIssues, writeLog } from './log.ts'
import { refuse } from './refuse.ts'
import { createSummary } from './summary/createSummary.ts'
import { SUMMARY_ROOM } from './summary/Summary.ts'
import type { Recognized, Reply } from './triggers/Trigger.ts'

const refuseAndTell = (invocation: Recognized<Reply>, issues: Issues): unknown => {
  const { trigger, unattended } = invocation
  if (unattended) writeLog('WARN', 'Invalid event', { trigger, issues: summarizeIssues(issues) })
  return refuse(invocation, issues)
}

/** Answers with one item for each request of the batch, in the trigger's form and within its limit. */
export async function reply(
  invocation: Recognized<Reply>,
  service: Service,
  context: LambdaContext | null | undefined,
): Promise<unknown> {
  const { batch, form, limitBytes } = invocation
  if (E.isLeft(batch)) return refuseAndTell(invocation, batch.left)
  const { urls, results } = batch.right
  const clock = startClock(context, service.memoryMb)
  const plan = service.plan(batch.right, clock)
  const summary = results === 'full' && form.hasSummary ? createSummary(urls.length) : undefined
  const putAside = createPutAside(
    service.destination?.aside,
    () => clock.lastCall(urls.length),
    () => requestIdOf(context),
  )
  const room = createAnswerRoom({
    form,
    limitBytes,
    requests: urls.length,
    results,
    beside: summary && SUMMARY_ROOM,
    locationOf: putAside?.locationOf,
    mostBytesOf: plan.hasTrueLengths && form.holdsValues && results !== 'full' ? mostBytes : undefined,
  })
  if (urls.length > room.mostRequests) {
    const expected = `at most ${room.mostRequests} requests, so that each has a place in the answer`
    return refuseAndTell(invocation, [{ path: 'urls', expected, got: `an array of ${urls.length}` }])
  }
  const see = (result: FetchResult): void => {
    plan.see?.(result)
    summary?.arrived(result)
  }
  const places = await lastValueFrom(placeResults({ ...plan, see }, room, putAside).pipe(toArray(), map(inInputOrder)))
  for (const { held } of summary === undefined ? [] : places) summary?.told(held as FetchResult)
  return form.answer(
    places.map(({ held }) => held),
    summary?.summary(),
  )
}
