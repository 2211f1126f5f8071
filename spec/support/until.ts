import { setImmediate } from 'node:timers/promises'

/** Much longer than anything here takes, also on a busy machine. */
const PATIENCE_MS = 30_000

/** Resolves at the first turn of the event loop where `holds` is true; for what no event tells. */
export async function until(what: () => string, holds: () => boolean): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS
  while (!holds()) {
    if (performance.now() > endsAtMs) throw new Error(`Waited in vain until ${what()}`)
    await setImmediate()
  }
}
