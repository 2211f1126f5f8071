const SAMPLE_MS = 5
const WINDOW_MS = 100

export type LoopDelay = {
  /**
   * By how much the event loop may have delayed a timer between two times on `performance.now()`'s clock, in ms: the two
   * latest turns, one in which it came due and one in which its callbacks ran.
   */
  readonly between: (startMs: number, endMs: number) => number
  readonly stop: () => void
}

type Window = { readonly endMs: number; readonly longestMs: number }

/** Where the first window that ends at or after a time stands. */
const firstEndingFrom = (windows: readonly Window[], timeMs: number): number => {
  let low = 0
  let high = windows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((windows[middle]?.endMs ?? 0) < timeMs) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Watches how late the event loop runs, in windows short enough to tell which requests it delayed. Node's
 * `monitorEventLoopDelay` cannot do that: it forgets the interval in which it is reset.
 */
export function watchLoopDelay(): LoopDelay {
  const windows: Window[] = []
  let sampledMs = performance.now()
  let begunMs = sampledMs
  let longestMs = 0
  const timer = setInterval(() => {
    const nowMs = performance.now()
    longestMs = Math.max(longestMs, nowMs - sampledMs - SAMPLE_MS)
    sampledMs = nowMs
    if (nowMs - begunMs < WINDOW_MS) return
    windows.push({ endMs: nowMs, longestMs })
    begunMs = nowMs
    longestMs = 0
  }, SAMPLE_MS)
  return {
    between: (startMs, endMs) => {
      let [firstMs, secondMs] = [0, 0]
      for (let at = firstEndingFrom(windows, startMs); at < windows.length; at += 1) {
        const window = windows[at]
        if (window === undefined) break
        secondMs = Math.max(secondMs, Math.min(firstMs, window.longestMs))
        firstMs = Math.max(firstMs, window.longestMs)
        if (window.endMs > endMs + WINDOW_MS) break // a delay shows only once it is over
      }
      return firstMs + secondMs
    },
    stop: () => clearInterval(timer),
  }
}
