import { EMPTY, finalize, type Observable } from 'rxjs'

/**
 * One Observable for one item after another: what `build` makes is kept while nobody is subscribed to it, so that its
 * operators are made once for each item under way, not once for each item. `current` tells it whose turn it is; it is not
 * asked again once the Observable has ended, which `release` is told.
 */
export function reuse<T, R>(
  build: (current: () => T) => Observable<R>,
  release: (item: T) => void,
): (item: T) => Observable<R> {
  type Reused = { item: T | undefined; result$: Observable<R> }
  const unused: Reused[] = []

  const create = (): Reused => {
    const reused: Reused = { item: undefined, result$: EMPTY }
    reused.result$ = build(() => reused.item as T).pipe(
      finalize(() => {
        const item = reused.item as T
        reused.item = undefined
        unused.push(reused)
        release(item) // last: it may start the next item
      }),
    )
    return reused
  }

  return (item) => {
    const reused = unused.pop() ?? create()
    reused.item = item
    return reused.result$
  }
}
