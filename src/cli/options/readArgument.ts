import { buffer } from 'node:stream/consumers'
import type { Console } from '../Console.ts'
import { bytesOf } from '../input/bytesOf.ts'
import { UsageError } from './UsageError.ts'

/** The bytes of a file that an option names by `@file`, or of standard input for `@-`. */
export async function readArgument(
  option: string,
  path: string,
  { stdin }: Pick<Console, 'stdin'>,
): Promise<Uint8Array> {
  if (path === '')
    throw new UsageError(`${option} @ names no file: type ${option} @file, or ${option} @- for standard input`)
  return buffer(bytesOf(path, stdin))
}
