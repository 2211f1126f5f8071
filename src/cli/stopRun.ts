import type { Console } from './Console.ts'
import { INTERRUPTIONS, type Interruption } from './exitCode.ts'
import { isUnderNohup } from './isUnderNohup.ts'

const SIGNALS = Object.keys(INTERRUPTIONS) as Interruption[]

/** Aborts when the user interrupts, when standard output fails or loses its reader, or when it is told to. */
export const stopRun = (console: Console) => {
  const controller = new AbortController()
  const { stdout } = console
  let by: Interruption | undefined
  let failure: Error | undefined
  const abort = (): void => controller.abort()
  const interrupt = (signal: Interruption): void => {
    by ??= signal
    abort()
  }
  const signals = SIGNALS.filter((signal) => signal !== 'SIGHUP' || !isUnderNohup(console.env))
  for (const signal of signals) console.on(signal, interrupt)
  const fail = (error: Error): void => {
    failure ??= error
    abort()
  }
  stdout.on('close', abort).on('error', fail)
  return {
    signal: controller.signal,
    abort,
    by: () => by,
    failure: () => failure,
    release() {
      for (const signal of signals) console.off(signal, interrupt)
      stdout.off('close', abort) // but not its errors: that of the last write may be yet to come
    },
  }
}
