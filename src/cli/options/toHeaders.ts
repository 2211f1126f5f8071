import * as E from 'fp-ts/lib/Either.js'
import { checkHeaders } from '../../domain/HeaderFields.ts'
import type { Console } from '../Console.ts'
import { readArgument } from './readArgument.ts'
import { UsageError } from './UsageError.ts'

const HOW = "type --header 'Name: value', 'Name;' for an empty value, or @file"

/** `Name: value`; as curl has it, `Name;` is a field without a value. No message repeats what may be secret. */
const fieldOf = (line: string): readonly [name: string, value: string] => {
  const colon = line.indexOf(':')
  if (colon < 0 && line.trim().endsWith(';')) return [line.trim().slice(0, -1), '']
  if (colon < 0) throw new UsageError(`--header must have a colon behind its name: ${HOW}`)
  const value = line.slice(colon + 1).trim()
  if (value === '') throw new UsageError(`--header has nothing behind its colon: ${HOW}`)
  return [line.slice(0, colon).trim(), value]
}

/** RFC 9110 section 5.3 and, for cookies, RFC 6265 section 5.4. */
const joinValues = (name: string, values: readonly string[]): string => values.join(name === 'cookie' ? '; ' : ', ')

/** Reads header fields, one for each `--header` or line of its file; several of a name become one. */
export async function toHeaders(
  typed: readonly string[],
  console: Pick<Console, 'stdin'>,
): Promise<Readonly<Record<string, string>>> {
  const values = new Map<string, string[]>()
  for (const text of typed) {
    const lines = text.startsWith('@')
      ? new TextDecoder().decode(await readArgument('--header', text.slice(1), console)).split(/\r?\n/)
      : [text]
    for (const line of lines) {
      if (line.trim() === '' && lines.length > 1) continue
      const [name, value] = fieldOf(line)
      const key = name.toLowerCase()
      values.set(key, [...(values.get(key) ?? []), value])
    }
  }
  const checked = checkHeaders(
    '--header',
    Object.fromEntries([...values].map(([name, those]) => [name, joinValues(name, those)])),
  )
  if (E.isLeft(checked)) throw new UsageError(`${checked.left.message.replace(/^Invalid request: /, '')}; ${HOW}`)
  return checked.right
}
