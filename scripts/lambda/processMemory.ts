import { readFileSync } from 'node:fs'

type ProcessMemory = {
  /** Resident now. */
  readonly currentBytes: number
  /** The most that was ever resident. */
  readonly peakBytes: number
}

/** The memory of a process as Linux tells it; `undefined` elsewhere, or when the process is gone. */
export function processMemory(pid: number): ProcessMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const current = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
    if (current === undefined || peak === undefined) return undefined
    return { currentBytes: Number(current) * 1024, peakBytes: Number(peak) * 1024 }
  } catch {
    return undefined
  }
}
