/** A median with its quartiles, and the largest value. */
export type Spread = { readonly q1: number; readonly median: number; readonly q3: number; readonly most: number }

const quantileOf = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

/** The value below which this share of the values lies, interpolated linearly; NaN of none. */
export const quantile = (values: readonly number[], share: number): number =>
  quantileOf(
    values.toSorted((a, b) => a - b),
    share,
  )

/** The quartiles of some values; null of none. */
export const spreadOf = (values: readonly number[]): Spread | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => quantileOf(sorted, share)
  return sorted.length === 0 ? null : { q1: at(0.25), median: at(0.5), q3: at(0.75), most: at(1) }
}
