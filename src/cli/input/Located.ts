import type { FetchRequest } from '../../domain/FetchRequest.ts'

/** A request with its index in the whole input, and where it stands there. */
export type Located = {
  readonly request: string | FetchRequest
  readonly index: number
  /** As messages name it: `line 3 of urls.txt`. */
  readonly place: (() => string) | undefined
}
