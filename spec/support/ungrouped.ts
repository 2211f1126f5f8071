/** One after the other, whatever comes in groups. */
export async function* ungrouped<T>(groups: AsyncIterable<Iterable<T>>): AsyncGenerator<T> {
  for await (const group of groups) yield* group
}
