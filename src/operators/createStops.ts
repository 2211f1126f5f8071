import { identity, type MonoTypeOperatorFunction, NEVER, Observable, type Subscriber, type Subscription } from 'rxjs'

/** Ends what is under way together. */
export type Stops = {
  /** Errors as soon as `stop$` does; after that at once. */
  stopped<T>(): MonoTypeOperatorFunction<T>
  close(): void
}

/** Listens to `stop$` once for all that it may have to end, from the first of them on: that is one subscriber less for each. */
export function createStops(stop$: Observable<never>): Stops {
  if (stop$ === NEVER) return { stopped: () => identity, close: () => {} }
  const underWay = new Set<Subscriber<never>>()
  let listening: Subscription | undefined
  let stop: { readonly error: unknown } | undefined

  const listen = (): Subscription =>
    stop$.subscribe({
      error: (error: unknown) => {
        stop = { error }
        for (const subscriber of [...underWay]) subscriber.error(error)
      },
    })

  const stopped =
    <T>(): MonoTypeOperatorFunction<T> =>
    (source$) =>
      new Observable((subscriber) => {
        listening ??= listen()
        if (stop !== undefined) {
          subscriber.error(stop.error)
          return
        }
        underWay.add(subscriber)
        subscriber.add(() => underWay.delete(subscriber))
        source$.subscribe(subscriber)
      })

  return { stopped, close: () => listening?.unsubscribe() }
}
