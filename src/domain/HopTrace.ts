import type { Phases } from './Phases.ts'

/** How large a body was. */
export interface BodyBytes {
  /** As it came. */
  readonly received: number
  /** After content decoding; 0 where that was not possible. */
  readonly decoded: number
}

/** What a transport tells of the last hop of an attempt that is traced; all of it is absent where nobody asks. */
export interface HopTrace {
  /** How long each phase took. */
  readonly phases?: Phases
  /** The bytes of the body, as far as it was taken: as they came, and after decoding (0 where that was not possible). */
  readonly bytes?: BodyBytes
  /** Whether the connection was kept from a request before; absent where there was no connection. */
  readonly reused?: boolean
}
