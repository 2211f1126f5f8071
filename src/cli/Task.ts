import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { RequestShape } from './options/RequestShape.ts'

/** What is to be fetched, and what becomes of the results. */
export type Task = {
  readonly urls: readonly string[]
  /** Read where there are no URLs. */
  readonly inputs: readonly string[]
  readonly policy: FetchPolicy
  readonly shape: RequestShape
  /** The folder for bodies. */
  readonly output: string | undefined
  readonly resume: { readonly path: string; readonly retryFailed: boolean; readonly resend: boolean } | undefined
  readonly maxFailures: number | undefined
  readonly isQuiet: boolean
  readonly isVerbose: boolean
}
