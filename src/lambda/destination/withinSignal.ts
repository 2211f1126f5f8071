/** The longest interval that a timer can keep, in ms. */
const FOREVER_MS = 2_147_483_647

/** Does as the action does, but rejects as soon as the signal is aborted, whether or not the action heeds it. */
export async function withinSignal<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort)
  const awake = setInterval(() => {}, FOREVER_MS) // neither a signal's clock nor an idle action keeps the process
  try {
    return await Promise.race([action(), aborted.promise])
  } finally {
    clearInterval(awake)
    signal.removeEventListener('abort', abort)
  }
}
