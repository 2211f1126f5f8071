import type { Readable, Writable } from 'node:stream'
import type { Interruption } from './exitCode.ts'

/** A stream that may be a terminal, which has a width in columns, or another file of the system by its descriptor. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly fd?: number }

/** What the command line uses of its process. */
export type Console = {
  readonly stdin: Readable & { readonly isTTY?: boolean; readonly fd?: number }
  readonly stdout: Screen
  readonly stderr: Screen
  readonly env: Readonly<Record<string, string | undefined>>
  on(signal: Interruption, listener: (signal: Interruption) => void): unknown
  off(signal: Interruption, listener: (signal: Interruption) => void): unknown
}
