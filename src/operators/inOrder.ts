import { concat, concatMap, defer, EMPTY, from, type MonoTypeOperatorFunction } from 'rxjs'

/**
 * Emits what is numbered from 0 on in the order of its numbers, each as soon as all before it have come. `passed` is told
 * the next number once those before it are out.
 */
export const inOrder =
  <T extends { readonly index: number }>(passed: (next: number) => void): MonoTypeOperatorFunction<T> =>
  (source$) =>
    defer(() => {
      const waiting = new Map<number, T>()
      let next = 0
      return source$.pipe(
        // concatMap, since `passed` may bring further ones on at once, whose turn is after these
        concatMap((item) => {
          waiting.set(item.index, item)
          const ready: T[] = []
          for (let one = waiting.get(next); one !== undefined; one = waiting.get(next)) {
            ready.push(one)
            waiting.delete(next)
            next += 1
          }
          if (ready.length === 0) return EMPTY
          return concat(
            from(ready),
            defer(() => {
              passed(next)
              return EMPTY
            }),
          )
        }),
      )
    })
