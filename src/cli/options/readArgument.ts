import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Console } from '../Console.ts'
import { UsageError } from './UsageError.ts'

/** The bytes of a file that an option names by `@file`, or of standard input for `@-`. */
export async function readArgument(
  option: string,
  path: string,
  { stdin }: Pick<Console, 'stdin'>,
): Promise<Uint8Array> {
  try {
    return path === '-' ? await buffer(stdin) : await readFile(path)
  } catch (error) {
    throw new UsageError(`cannot read the file of ${option}: ${error instanceof Error ? error.message : error}`)
  }
}
