/**
 * What all of them yield, as it comes, so many of them at a time; of each at most one value waits. Rejects with the first
 * that does. Leaving it asks all of them to return.
 */
export async function* mergeGenerators<T>(
  generators: ReadonlyArray<AsyncGenerator<T>>,
  atOnce = generators.length,
): AsyncGenerator<T> {
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

  let ended = 0
  let begun = 0
  const beginNext = (): void => {
    const next = generators[begun]
    if (next === undefined) return
    begun += 1
    ask(next)
  }

  try {
    while (begun < Math.min(atOnce, generators.length)) beginNext()
    while (ended < generators.length) {
      const first = arrived.shift()
      if (first === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if ('error' in first) throw first.error
      else if (first.next.done) {
        ended += 1
        beginNext()
      } else {
        yield first.next.value
        ask(first.from) // not before: who takes no more must not be fetched for
      }
    }
  } finally {
    for (const generator of generators) generator.return(undefined).catch(() => {})
  }
}
