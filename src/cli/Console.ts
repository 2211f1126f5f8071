import type { Readable, Writable } from 'node:stream'
import type { Interruption } from './exitCode.ts'

/** What the command line uses of its process. */
export type Console = {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: Readonly<Record<string, string | undefined>>
  on(signal: Interruption, listener: (signal: Interruption) => void): unknown
  off(signal: Interruption, listener: (signal: Interruption) => void): unknown
}
