import type { Spread } from './spread.ts'

/** Formats a figure with a fixed number of decimals after dividing it by its display unit. */
export const inUnitsOf =
  (unit: number, decimals = 0) =>
  (value: number): string =>
    (value / unit).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

export const plain = inUnitsOf(1)
export const megabytes = inUnitsOf(1_000_000)
export const times = inUnitsOf(1, 2)

/** A median with its quartiles, as `1.04 [1.01–1.07]`. */
export const withQuartiles = ({ q1, median, q3 }: Spread, format: (value: number) => string): string =>
  `${format(median)} [${format(q1)}–${format(q3)}]`
