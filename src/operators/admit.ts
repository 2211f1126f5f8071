import { Observable } from 'rxjs'
import { createLanes } from './lanes.ts'
import { openSource } from './source/openSource.ts'
import type { RequestSource, Requests } from './source/RequestSource.ts'

/** How many requests may wait for a place at their origin while others are looked for. */
const MAX_WAITING = 1_024

/** A request that may start now. Its slot is held until `release`. */
export type Admitted<T> = { readonly request: T; readonly index: number; readonly release: () => void }

export type AdmissionLimits<T> = {
  /** Requests admitted and not yet released. */
  readonly concurrency: number
  /** The same for each origin; `concurrency` or more keeps the order of the source. */
  readonly perOrigin: number
  readonly originOf: (request: T) => string
}

/**
 * Admits requests as slots are free: pulls one from the source per free slot, never more, and waits for `release`
 * before the next, so that a `mergeMap` behind it has nothing to buffer. Work starts at subscription; completes when the
 * source is done and nothing waits. A failure of the source completes it too, and then goes to `fail`, so that what the
 * source gave before is not lost. When `stop$` errors, an array is still admitted to its end, while any other source is
 * not pulled further. Unsubscribing ends the source.
 */
export function admit<T>(
  requests: Requests<T>,
  { concurrency, perOrigin, originOf }: AdmissionLimits<T>,
  stop$: Observable<never>,
  fail: (error: unknown) => void,
): Observable<Admitted<T>> {
  return new Observable<Admitted<T>>((subscriber) => {
    const lanes = perOrigin < concurrency ? createLanes<Admitted<T>>(perOrigin) : undefined
    let freeSlots = concurrency
    let pulled = 0
    let running = false
    let source: RequestSource<T> | undefined

    const toAdmitted = (request: T): Admitted<T> => {
      const origin = lanes && originOf(request)
      const index = pulled
      pulled += 1
      let released = false
      const release = (): void => {
        if (released) return
        released = true
        freeSlots += 1
        if (origin !== undefined) lanes?.release(origin)
        admitAll()
      }
      const admitted = { request, index, release }
      if (origin !== undefined) lanes?.add(origin, admitted)
      return admitted
    }

    /** The next request with a free place, pulling as far as it takes to find one. */
    const next = (from: RequestSource<T>): Admitted<T> | undefined => {
      for (;;) {
        const waiting = lanes?.take()
        if (waiting !== undefined) return waiting
        if (from.done || (lanes !== undefined && lanes.waiting >= MAX_WAITING)) return undefined
        const item = from.pull()
        if (item === undefined) return undefined
        const admitted = toAdmitted(item.value)
        if (lanes === undefined) return admitted
      }
    }

    const finishIfDone = (from: RequestSource<T>): void => {
      if (!from.done || (lanes?.waiting ?? 0) > 0) return
      if (from.failure !== undefined) fail(from.failure.error)
      subscriber.complete()
    }

    /** The only loop: a release from within it (a synchronous result) is seen by its next turn, never by recursion. */
    const admitAll = (): void => {
      if (running || source === undefined) return
      running = true
      while (freeSlots > 0 && !subscriber.closed) {
        const admitted = next(source)
        if (admitted === undefined) break
        freeSlots -= 1
        subscriber.next(admitted)
      }
      running = false
      if (!subscriber.closed) finishIfDone(source)
    }

    const opened = openSource(requests, () => admitAll())
    source = opened
    subscriber.add(() => opened.close())
    subscriber.add(
      stop$.subscribe({
        error: () => {
          if (!Array.isArray(requests)) opened.close()
          admitAll()
        },
      }),
    )
    admitAll()
  })
}
