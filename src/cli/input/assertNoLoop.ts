import { fstatSync, type Stats, statSync } from 'node:fs'
import type { Console } from '../Console.ts'
import { UsageError } from '../options/UsageError.ts'
import { nameOf } from './bytesOf.ts'

/** A file by its path or descriptor; undefined where there is none, or something else. */
const aboutFile = (file: string | number | undefined): Stats | undefined => {
  try {
    const about = typeof file === 'number' ? fstatSync(file) : file === undefined ? undefined : statSync(file)
    return about?.isFile() ? about : undefined
  } catch {
    return undefined // whoever opens it says why that cannot be done
  }
}

/** Throws a {@link UsageError} where results would be read again as requests, without end. */
export function assertNoLoop(
  inputs: readonly string[],
  resume: string | undefined,
  { stdin, stdout }: Pick<Console, 'stdin' | 'stdout'>,
): void {
  const results = aboutFile(resume ?? stdout.fd)
  for (const path of results === undefined ? [] : inputs) {
    const about = aboutFile(path === '-' ? stdin.fd : path)
    if (about?.dev === results?.dev && about?.ino === results?.ino)
      throw new UsageError(`${nameOf(path)} is where results go too: give them a file of their own`)
  }
}
