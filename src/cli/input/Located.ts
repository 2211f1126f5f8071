import type { FetchRequest } from '../../domain/FetchRequest.ts'

/** A request with its index in the whole input, and where it stands there. */
export type Located = {
  readonly request: string | FetchRequest
  readonly index: number
  /** Counted from 1; undefined for what was typed, and within JSON that is laid out over lines. */
  readonly line: number | undefined
  /** Counted from 1, within JSON that is laid out over lines. */
  readonly item?: number
  /** What messages call its input, where there is more than one. */
  readonly source: string | undefined
}

/** Where it stands, as messages say it: `line 3 of urls.txt`. */
export const placeOf = ({ line, item, source }: Located): string | undefined => {
  if (line === undefined && item === undefined) return undefined
  const place = line === undefined ? `item ${item}` : `line ${line}`
  return source === undefined ? place : `${place} of ${source}`
}
