import { asyncScheduler } from 'rxjs'

/** A signal that is aborted at a frame of virtual time. */
export const abortAt = (frame: number): AbortSignal => {
  const controller = new AbortController()
  asyncScheduler.schedule(() => controller.abort(), frame)
  return controller.signal
}
