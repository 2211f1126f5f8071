/** A time that a server wants to be left alone. */
export type Closure = {
  readonly toldAtMs: number
  readonly untilMs: number
  /** The number of the attempt that asks whether it still holds. */
  probe: number | undefined
}

export const isClosed = (closure: Closure | undefined, nowMs: number): closure is Closure =>
  closure !== undefined && nowMs < closure.untilMs

/**
 * When attempts may start again: at the end of the closure, or, where that is longer than `maxWaitMs`, after that time
 * for one attempt that probes.
 */
export const closureOpensAtMs = ({ toldAtMs, untilMs, probe }: Closure, maxWaitMs: number): number => {
  if (untilMs - toldAtMs <= maxWaitMs) return untilMs
  return probe === undefined ? toldAtMs + maxWaitMs : Number.POSITIVE_INFINITY
}
