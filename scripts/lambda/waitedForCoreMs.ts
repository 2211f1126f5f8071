import { readFileSync } from 'node:fs'

const NANOS_PER_MS = 1_000_000

/**
 * How long the main thread of a process was ready to run and had no core, in ms, as Linux tells it (`schedstat`, its
 * second number); 0 elsewhere, or when the process is gone.
 */
export function waitedForCoreMs(pid: number): number {
  try {
    const [, nanos] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
    return Number(nanos ?? 0) / NANOS_PER_MS
  } catch {
    return 0
  }
}
