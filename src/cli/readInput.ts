import { constants, createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import * as E from 'fp-ts/lib/Either.js'
import { decodeBatch } from '../domain/decodeBatch.ts'
import { withoutHeaderName } from '../domain/describeIssues.ts'
import { invalidRequest } from '../domain/FetchError.ts'
import type { FetchRequest } from '../domain/FetchRequest.ts'
import { trimBlanks } from '../domain/parseUrl.ts'
import { LINE, readLine } from '../domain/readLine.ts'
import { UnreadableRequest } from '../domain/UnreadableRequest.ts'
import { combineBatches } from '../lambda/combineBatches.ts'
import { decodeText } from './decodeText.ts'

type Request = string | FetchRequest

/** What messages call an input. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path)

async function* textOf(path: string, stdin: Readable): AsyncGenerator<string> {
  const stream = path === '-' ? stdin : createReadStream(path)
  try {
    yield* decodeText(stream, nameOf(path))
  } catch (error) {
    if (!(error instanceof Error) || error.message.includes(nameOf(path))) throw error
    throw new Error(`cannot read ${nameOf(path)}: ${error.message}`)
  }
}

/** The whole of a file, or of standard input for `-`. */
export async function readText(path: string, stdin: Readable): Promise<string> {
  let text = ''
  for await (const chunk of textOf(path, stdin)) text += chunk
  return text
}

/** Tells where the request stands that is yielded next. */
type Mark = (line: number, path: string) => void

/**
 * Reads requests of one or more files in their order, or of standard input for `-`: the items of each line, but for blank
 * lines and those that begin with `#`. Where the first line is `[` or `{` alone, the whole is one value of JSON.
 */
export async function* readRequests(
  paths: string | readonly string[],
  stdin: Readable,
  mark: Mark = () => {},
): AsyncGenerator<Request> {
  const inputs = typeof paths === 'string' ? [paths] : paths
  for (const path of inputs) if (path !== '-') await access(path, constants.R_OK) // before anything is fetched
  for (const path of inputs) {
    const lines = createLineReader(nameOf(path))
    const markLine = (line: number): void => mark(line, path)
    for await (const chunk of textOf(path, stdin))
      for (const request of requestsIn(lines.read(chunk), markLine)) yield request
    for (const request of requestsIn(lines.end(), markLine)) yield request
  }
}

function* requestsIn(lines: Iterable<Line>, mark: (line: number) => void): Generator<Request> {
  for (const { items, number } of lines)
    for (const item of items)
      for (const request of requestsOf(item)) {
        mark(number)
        yield request
      }
}

type Line = { readonly items: readonly unknown[]; readonly number: number }

/** Lines end with LF or CR LF, nothing else. */
function createLineReader(name: string) {
  let rest = ''
  let number = 0
  let isFirst = true
  let whole: string[] | undefined

  const readOne = (line: string): readonly unknown[] => {
    number += 1
    const trimmed = trimBlanks(line)
    if (trimmed === '' || (trimmed.startsWith('#') && whole === undefined)) return []
    if (isFirst && (trimmed === '[' || trimmed === '{')) whole = []
    isFirst = false
    whole?.push(line)
    return whole === undefined ? itemsOf(trimmed) : []
  }
  return {
    *read(chunk: string): Generator<Line> {
      const lines = chunk.split('\n')
      lines[0] = rest + lines[0]
      rest = lines.pop() ?? ''
      for (const line of lines) yield { items: readOne(line), number }
    },
    *end(): Generator<Line> {
      yield { items: readOne(rest), number }
      if (whole !== undefined) yield { items: parseWhole(whole.join('\n'), name), number: 1 }
    },
  }
}

const itemsOf = (line: string): readonly unknown[] =>
  E.getOrElseW((got: string) => [new UnreadableRequest(line, invalidRequest('request', LINE, got))])(readLine(line))

const parseWhole = (text: string, name: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    throw new SyntaxError(`${name} begins like JSON and is none`) // the parser's own message would repeat part of it
  }
}

const isBatch = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'urls' in item && !('url' in item)

const refuse = (field: string, rule: string, got: string): UnreadableRequest =>
  new UnreadableRequest('', invalidRequest(field, rule, got))

/** A request is judged with all others at its place; a batch is its requests under its policy. */
const requestsOf = (item: unknown): readonly Request[] => {
  if (!isBatch(item)) return [item as Request]
  const batch = decodeBatch(item)
  if (E.isLeft(batch)) {
    const [first] = batch.left
    return [refuse('request', 'a valid batch', `one with a wrong ${withoutHeaderName(first?.path ?? '')}`)]
  }
  const { urls, policy = {} } = combineBatches([batch.right])
  const [ofAll] = Object.keys(policy)
  return ofAll === undefined ? urls : [refuse(`policy.${ofAll}`, 'left to its flag', 'a value')]
}
