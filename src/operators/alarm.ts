import type { SchedulerLike, Subscription } from 'rxjs'

/** One timer for the earliest of many times. */
export type Alarm = {
  /** Rings at that time, or a little early, as timers may; Infinity turns it off. */
  set(atMs: number): void
}

/** @param nowMs is read only where a timer is to be set: most calls ask for what is set already */
export function createAlarm(scheduler: SchedulerLike, nowMs: () => number, ring: () => void): Alarm {
  let setTo = Number.POSITIVE_INFINITY
  let timer: Subscription | undefined
  return {
    set(atMs) {
      if (atMs === setTo) return
      timer?.unsubscribe()
      setTo = atMs
      timer =
        atMs === Number.POSITIVE_INFINITY
          ? undefined
          : scheduler.schedule(
              () => {
                setTo = Number.POSITIVE_INFINITY
                ring()
              },
              Math.max(0, atMs - nowMs()),
            )
    },
  }
}
