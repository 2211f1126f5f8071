import { type SchedulerLike, VirtualTimeScheduler } from 'rxjs'
import type { BatchContext } from '../../src/BatchContext.ts'
import { DEFAULT_POLICY } from '../../src/domain/FetchPolicy.ts'
import type { RequestInput } from '../../src/domain/FetchRequest.ts'
import { prepareRequest } from '../../src/domain/prepareRequest.ts'
import { Place, type PlaceKeeper } from '../../src/operators/Place.ts'
import { TrackedRequest } from '../../src/TrackedRequest.ts'
import type { Group } from '../../src/traffic/Group.ts'
import { groupOf } from './groups.ts'

/** What requests of a batch share where nobody listens and nothing ends. */
export const contextOf = (scheduler: SchedulerLike, over: Partial<BatchContext> = {}): BatchContext => ({
  scheduler,
  nowMs: () => scheduler.now(),
  wallMs: () => scheduler.now(),
  random: () => 0.5,
  visit: () => {},
  deadlineAtMs: Number.POSITIVE_INFINITY,
  history: false,
  prepare: undefined,
  retryWhen: undefined,
  tell: undefined,
  lookAt: undefined,
  ...over,
})

/** Places in a group that gives everyone another as soon as it is open, and how many of them have been released. */
export function placesIn(group: Group, scheduler: SchedulerLike) {
  let released = 0
  const keeper: PlaceKeeper = {
    nowMs: () => scheduler.now(),
    give() {
      released += 1
    },
    hold({ fromMs, subscriber }) {
      const opensAtMs = Math.max(fromMs, group.opensAtMs(scheduler.now()))
      if (!Number.isFinite(opensAtMs)) return
      const come = () => {
        subscriber.next()
        subscriber.complete()
      }
      subscriber.add(scheduler.schedule(come, opensAtMs - scheduler.now()))
    },
    forget: () => {},
    beside: () => new Place(keeper, group, false),
  }
  return {
    place: new Place(keeper, group, true),
    get released() {
      return released
    },
  }
}

/** A request tracked from frame 0, and the clock by which it is. */
export function track(
  request: RequestInput = 'https://a.example/',
  over: Partial<BatchContext> = {},
  scheduler: SchedulerLike = new VirtualTimeScheduler(),
  group = groupOf({}),
) {
  const context = contextOf(scheduler, over)
  const places = placesIn(group, scheduler)
  const prepared = prepareRequest(request, 0, { policy: DEFAULT_POLICY, headers: {} })
  return {
    tracked: new TrackedRequest(request, prepared, places.place, context),
    place: places.place,
    places,
    context,
    goTo: (frame: number) => {
      ;(scheduler as VirtualTimeScheduler).frame = frame
    },
  }
}
