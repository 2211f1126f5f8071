/** What an iterator's `next` gave, as a loop takes it. Throws a TypeError for what a loop would throw one for. */
export function iteratorResult<T>(next: IteratorResult<T, unknown>): IteratorResult<T, unknown> {
  if (typeof next === 'object' && next !== null) return next
  throw new TypeError(`next() of the requests must give an object, got ${next === null ? 'null' : typeof next}`)
}
