/** A duration, as short as it can be read: `23 ms`, `1.2 s`, `2:05`, `1:02:05`. */
export function durationText(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  const two = (part: number): string => String(part).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size, as short as it can be read: `512 B`, `1.2 kB`. */
export function sizeText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000
    unit += 1
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`
}

/** A number with its thousands apart. */
export const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** A number of things for each second. */
export const rateText = (perSecond: number): string =>
  `${perSecond < 9.95 ? perSecond.toFixed(1) : countText(Math.round(perSecond))}/s`

/** As much of a text as fits into some columns. */
export const cut = (text: string, columns: number): string =>
  text.length <= columns ? text : columns < 1 ? '' : `${text.slice(0, columns - 1)}…`
