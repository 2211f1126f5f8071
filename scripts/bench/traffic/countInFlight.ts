import { defer, finalize } from 'rxjs'
import type { Transport } from '../../../src/index.ts'

/** The same transport, and the most attempts that it ever had in flight at once. */
export const countInFlight = (transport: Transport): { readonly counting: Transport; readonly most: () => number } => {
  let inFlight = 0
  let most = 0
  const counting: Transport = (attempt) =>
    defer(() => {
      inFlight += 1
      most = Math.max(most, inFlight)
      return transport(attempt)
    }).pipe(
      finalize(() => {
        inFlight -= 1
      }),
    )
  return { counting, most: () => most }
}
