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
      const next = (): Next | Promise<Next> => {
        try {
          const { done, value } = group.next()
          return done ? nextGroup() : { done: false, value: take(value) }
        } catch (error) {
          return fail(error)
        }
      }
      const nextGroup = async (): Promise<Next> => {
        const { done, value } = await rest.next()
        if (done) return { done, value: undefined }
        group = value[Symbol.iterator]()
        return next()
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
