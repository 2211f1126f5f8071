import { cut } from './quantities.ts'

/** How much of what there is room for is left to the host and the first of the path. */
const HEAD_SHARE = 0.4
/** With less, a beginning says more than a beginning and an end. */
const LEAST_FOR_BOTH = 12

/** A URL in at most some columns: without its scheme where that helps, else without its middle, since URLs differ at their end. */
export function shortUrl(url: string, columns: number): string {
  if (url.length <= columns) return url
  const bare = url.replace(/^https?:\/\//, '')
  if (bare.length <= columns || columns < LEAST_FOR_BOTH) return cut(bare, columns)
  const head = Math.floor(columns * HEAD_SHARE)
  return `${bare.slice(0, head)}…${bare.slice(head + 1 - columns)}`
}
