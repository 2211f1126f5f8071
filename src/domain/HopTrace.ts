import type { Phases } from './Phases.ts'

/** What a transport tells of the last hop of an attempt that is traced; all of it is absent where nobody asks. */
export type HopTrace = {
  readonly phases?: Phases
  /** The bytes of the body, as far as it was taken: as they came, and after decoding (0 where that was not possible). */
  readonly bytes?: { readonly received: number; readonly decoded: number }
  /** Whether the connection was kept from a request before; absent where there was no connection. */
  readonly reused?: boolean
}
