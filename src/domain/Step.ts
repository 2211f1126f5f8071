import type { FetchError } from './FetchError.ts'
import type { FetchResult } from './FetchResult.ts'
import type { WaitReason } from './WaitReason.ts'

/** What every step of a request tells. */
type OfRequest = {
  /** The request's place in the input, from 0. */
  readonly index: number
  /** The request's URL, verbatim. */
  readonly url: string
}

/**
 * One thing that has happened, told to an observer. None holds header values or bodies, but for `result`, which is the
 * result itself.
 */
export type Step =
  /** A request waits for its attempt of this number; `untilMs` (epoch) is there where the time is known. */
  | (OfRequest & { type: 'waiting'; attempt: number; reason: WaitReason; untilMs?: number })
  /** An attempt is sent. */
  | (OfRequest & { type: 'attempt'; attempt: number; hedge?: true })
  /** An attempt is answered, whatever its status. */
  | (OfRequest & { type: 'response'; attempt: number; status: number; durationMs: number; hedge?: true })
  /** Another attempt will follow: this error is not the last word. */
  | (OfRequest & { type: 'retry'; attempt: number; error: FetchError; waitMs: number })
  /** Nothing more will happen to the request. */
  | (OfRequest & { type: 'result'; result: FetchResult })
  /** A server's word closes a group until then (epoch). */
  | { type: 'closed'; group: string; untilMs: number }
  /** A group that was closed is found open. */
  | { type: 'open'; group: string }

/** Is told every step as it happens. An RxJS `Subject` fits. */
export type StepObserver = { next(step: Step): void }
