import * as t from 'io-ts'
import { closed } from './closed.ts'
import { documented } from './documented.ts'
import type { BodyBytes } from './HopTrace.ts'
import { Phases } from './Phases.ts'
import { WaitReason } from './WaitReason.ts'

/** One wait before an attempt. */
export interface Wait {
  /** What the request waited for. */
  readonly reason: WaitReason
  /** How long, in ms. */
  readonly ms: number
}

/** One attempt of a request, as its result tells it under the policy `history`. */
export interface AttemptRecord {
  /** When it was sent, in ms since the epoch. */
  readonly startedAtMs: number
  /** From then to its end, in ms. */
  readonly durationMs: number
  /** What for and how long the request waited before it, in that order. */
  readonly waits: readonly Wait[]
  /** The status that it was answered with; absent where it was not. */
  readonly status?: number
  /** The kind of the error that it ended with; absent where it is the success, or was lost. */
  readonly error?: string
  /** It was sent beside another one; absent otherwise. */
  readonly hedge?: true
  /** The answer to another attempt came first, so that its own counts nowhere; absent otherwise. */
  readonly lost?: true
  /** How many hops it took; absent where no redirect was followed. */
  readonly hops?: number
  /** How long the phases of its last hop took, where the transport tells. */
  readonly phases?: Phases
  /** The bytes of its body, where the transport tells. */
  readonly bytes?: BodyBytes
  /** Whether its connection was kept from a request before, where the transport tells. */
  readonly reused?: boolean
}

const Waits = t.readonlyArray(
  documented<Wait>(closed('Wait', { reason: WaitReason, ms: t.number }, {})),
  'an array of waits',
)

export const AttemptRecord: t.Type<AttemptRecord> = documented<AttemptRecord>(
  closed(
    'AttemptRecord',
    { startedAtMs: t.number, durationMs: t.number, waits: Waits },
    {
      status: t.number,
      error: t.string,
      hedge: t.literal(true),
      lost: t.literal(true),
      hops: t.number,
      phases: Phases,
      bytes: documented<BodyBytes>(closed('BodyBytes', { received: t.number, decoded: t.number }, {})),
      reused: t.boolean,
    },
  ),
)
