import { writeSync } from 'node:fs'
import { cannotWrite, OutputError } from './OutputError.ts'

/** What `write` gives. Throws an {@link OutputError} that names what it was to write, where it throws. */
export const orCannotWrite = <A>(what: string, write: () => A): A => {
  try {
    return write()
  } catch (error) {
    throw error instanceof OutputError ? error : cannotWrite(what, error as NodeJS.ErrnoException)
  }
}

/** Writes text to its end, before it returns; a nearly full disk takes a part of it first. Throws an {@link OutputError}. */
export const writeAll = (descriptor: number, text: string, what: string): void =>
  orCannotWrite(what, () => {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
  })
