import { defer, EMPTY, finalize, map, mergeMap, type Observable, type SchedulerLike, timer } from 'rxjs'
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
    return timer(afterMs, scheduler).pipe(mergeMap(() => (place.group.drawRetry() ? placeBeside(place) : EMPTY)))
  })

const placeBeside = (place: Place): Observable<Place> =>
  defer(() => {
    const beside = place.beside()
    let isGiven = false
    return beside
      .again(0, () => {})
      .pipe(
        map(() => {
          isGiven = true
          return beside
        }),
        finalize(() => {
          if (!isGiven) beside.release()
        }),
      )
  })
