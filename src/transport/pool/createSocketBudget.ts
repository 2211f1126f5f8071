/** How long to wait before sockets are tried again after the system had no descriptor left, in ms. */
const EXHAUSTED_MS = 50

/** How many sockets there may be. */
export type SocketBudget = {
  readonly most: number
  /** A socket was connected: there are descriptors again. */
  connected(): void
  /** There was no descriptor for another one beside those that are open. */
  exhausted(open: number): void
  close(): void
}

/** As many as are allowed; for a while fewer once descriptors have run out. `more` is called when there may be one more. */
export function createSocketBudget(allowed: number, more: () => void): SocketBudget {
  let most = allowed
  let recovery: NodeJS.Timeout | undefined
  const raise = (): void => {
    if (most < allowed) most += 1
  }
  return {
    get most() {
      return most
    },
    connected: raise,
    exhausted(open) {
      most = Math.max(1, open)
      recovery ??= setTimeout(() => {
        recovery = undefined
        raise()
        more()
      }, EXHAUSTED_MS)
    },
    close: () => clearTimeout(recovery),
  }
}
