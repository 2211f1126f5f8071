import { defer, EMPTY, filter, finalize, map, mergeMap, type Observable, type SchedulerLike, timer } from 'rxjs'
import type { Place } from './operators/Place.ts'
import type { TrackedRequest } from './TrackedRequest.ts'

/**
 * Emits a place of its own for a second attempt beside the one that is sent now, once its time has come and rules and
 * budget let it start; whoever gets it has to release it. Completes without one where there is to be none.
 */
export const hedgeStart = (tracked: TrackedRequest, place: Place, scheduler: SchedulerLike): Observable<Place> =>
  defer(() => {
    const afterMs = tracked.hedgeAfterMs()
    if (afterMs === undefined) return EMPTY
    return timer(afterMs, scheduler).pipe(mergeMap(() => (place.group.mayRetry ? placeBeside(tracked, place) : EMPTY)))
  })

const placeBeside = (tracked: TrackedRequest, place: Place): Observable<Place> =>
  defer(() => {
    const beside = place.beside()
    let isGiven = false
    return tracked.again(0, beside).pipe(
      filter(() => place.group.drawRetry()), // not before: a hedge that is never sent draws nothing
      map(() => {
        isGiven = true
        return beside
      }),
      finalize(() => {
        if (!isGiven) beside.release()
      }),
    )
  })
