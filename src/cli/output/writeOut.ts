import type { Writable } from 'node:stream'
import { EXIT, type ExitCode } from '../exitCode.ts'
import { cannotWrite, type OutputError } from './OutputError.ts'

/** Throws an {@link OutputError} for what a stream failed with; a reader that left is no failure. */
export function assertWritten(failure: NodeJS.ErrnoException | null | undefined): void {
  if (!failure || failure.code === 'EPIPE') return
  throw cannotWrite('standard output', failure)
}

/** Resolves when all that was written is out of the stream, or nobody reads it any more, or the signal is aborted. */
export const untilWritten = (stdout: Writable, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      stdout.off('close', settle)
      signal.removeEventListener('abort', settle)
      resolve()
    }
    const settleSoon = (): void => void setImmediate(settle) // an error is told after callbacks
    if (signal.aborted || !stdout.writable) return settleSoon()
    signal.addEventListener('abort', settle)
    stdout.once('close', settle)
    stdout.write('', settleSoon)
  })

/** Writes text to its end, and gives what to end with: that of a reader that left, or else `code`. Throws an {@link OutputError}. */
export async function writeOut(stdout: Writable, text: string, code: ExitCode = EXIT.allOk): Promise<ExitCode> {
  const failure = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    stdout.once('close', () => resolve(undefined))
    stdout.write(text, resolve)
  })
  assertWritten(failure)
  return failure || !stdout.writable ? EXIT.unread : code
}
