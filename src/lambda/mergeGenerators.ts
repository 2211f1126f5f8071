/**
 * What all of them yield, as it comes; of each at most one value waits. Rejects with the first that does. Leaving it asks
 * all of them to return.
 */
export async function* mergeGenerators<T>(generators: ReadonlyArray<AsyncGenerator<T>>): AsyncGenerator<T> {
  type Arrived = { readonly from: AsyncGenerator<T>; readonly next: IteratorResult<T> }
  const arrived: Array<Arrived | { readonly error: unknown }> = []
  let wake = (): void => {}
  const ask = (from: AsyncGenerator<T>): void => {
    from.next().then(
      (next) => {
        arrived.push({ from, next })
        wake()
      },
      (error) => {
        arrived.push({ error })
        wake()
      },
    )
  }

  let running = generators.length
  try {
    for (const generator of generators) ask(generator)
    while (running > 0) {
      const first = arrived.shift()
      if (first === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if ('error' in first) throw first.error
      else if (first.next.done) running -= 1
      else {
        yield first.next.value
        ask(first.from) // not before: who takes no more must not be fetched for
      }
    }
  } finally {
    for (const generator of generators) generator.return(undefined).catch(() => {})
  }
}
