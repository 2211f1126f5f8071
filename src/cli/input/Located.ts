import type { FetchRequest } from '../../domain/FetchRequest.ts'

/** A request with its index in the whole input, and where it stands there. */
export type Located = {
  readonly request: string | FetchRequest
  readonly index: number
  /** Counted from 1; undefined for what was typed. */
  readonly line: number | undefined
  /** What messages call its input, where there is more than one. */
  readonly source: string | undefined
}

/** Where it stands, as messages say it: `line 3 of urls.txt`. */
export const placeOf = ({ line, source }: Located): string | undefined => {
  if (line === undefined) return undefined
  return source === undefined ? `line ${line}` : `line ${line} of ${source}`
}
