/**
 * What `take` makes of the items of groups, one after the other. Within a group each is there at once, as `for await` lets
 * it, since a promise for each would cost time.
 */
export function oneByOne<T, R>(groups: AsyncIterable<Iterable<T>>, take: (item: T) => R): AsyncIterable<R> {
  type Next = IteratorResult<R, undefined>
  return {
    [Symbol.asyncIterator]() {
      const rest = groups[Symbol.asyncIterator]()
      let group: Iterator<T> = [][Symbol.iterator]()
      /** Undefined at the end of the group. */
      const ofGroup = (): Next | undefined => {
        const { done, value } = group.next()
        return done ? undefined : { done: false, value: take(value) }
      }
      const next = (): Next | Promise<Next> => {
        try {
          return ofGroup() ?? ofNextGroup()
        } catch (error) {
          return fail(error)
        }
      }
      const ofNextGroup = async (): Promise<Next> => {
        for (;;) {
          // a call for each empty group would be a promise within another, without end where blank lines keep a pipe alive
          const { done, value } = await rest.next()
          if (done) return { done, value: undefined }
          group = value[Symbol.iterator]()
          try {
            const first = ofGroup()
            if (first !== undefined) return first
          } catch (error) {
            return fail(error)
          }
        }
      }
      const fail = async (error: unknown): Promise<never> => {
        await rest.return?.()
        throw error
      }
      return {
        next: next as () => Promise<Next>,
        async return() {
          await rest.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}
