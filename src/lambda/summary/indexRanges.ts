import type { IndexRange } from './Summary.ts'

/** Where a value stands, as ranges of consecutive indexes. */
export function indexRanges(values: ArrayLike<number>, wanted: number): readonly IndexRange[] {
  const ranges: IndexRange[] = []
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] !== wanted) continue
    const first = index
    while (index + 1 < values.length && values[index + 1] === wanted) index += 1
    ranges.push([first, index])
  }
  return ranges
}
