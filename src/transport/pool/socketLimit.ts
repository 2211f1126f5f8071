import { readFileSync } from 'node:fs'

/** What Lambda allows a process, and a common limit elsewhere. */
const USUAL_DESCRIPTORS = 1_024
/** Descriptors that are left to files, pipes and sockets of others. */
const RESERVED_DESCRIPTORS = 124

/** How many sockets a transport may keep open, from how many descriptors the process may have. */
export function socketLimit(limitsFile = '/proc/self/limits'): number {
  return openFilesLimit(limitsFile) - RESERVED_DESCRIPTORS
}

function openFilesLimit(limitsFile: string): number {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync(limitsFile, 'utf8')) ?? []
    return Math.max(Number(limit ?? USUAL_DESCRIPTORS), 2 * RESERVED_DESCRIPTORS)
  } catch {
    return USUAL_DESCRIPTORS // not Linux
  }
}
