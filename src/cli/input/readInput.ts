import { constants, createReadStream } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import { withoutHeaderName } from '../../domain/describeIssues.ts'
import { invalidRequest } from '../../domain/FetchError.ts'
import type { FetchRequest } from '../../domain/FetchRequest.ts'
import { trimBlanks } from '../../domain/parseUrl.ts'
import { LINE, readLine as readItems } from '../../domain/readLine.ts'
import { UnreadableRequest } from '../../domain/UnreadableRequest.ts'
import { combineBatches } from '../../lambda/combineBatches.ts'
import { csvDelimiter } from './csvDelimiter.ts'
import { decodeText } from './decodeText.ts'
import { type InputMeter, noMeter } from './InputMeter.ts'
import type { Located } from './Located.ts'

type Request = string | FetchRequest

/** As much as is read to find the first line. */
const MOST_HEAD = 65_536

/** What messages call an input. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path)

/** The chunks of a file, or of standard input for `-`, unpacked where its name says that it is packed. */
const open = (path: string, stdin: Readable): AsyncIterable<Uint8Array> => {
  if (path === '-') return stdin
  const file = createReadStream(path)
  if (!/\.gz$/i.test(path)) return file
  const unpacked = createGunzip()
  pipeline(file, unpacked, () => {}) // its reader is told of an error
  return unpacked
}

/** The chunks of a text. Errors name it. */
export async function* textOf(path: string, stdin: Readable): AsyncGenerator<string> {
  try {
    yield* decodeText(open(path, stdin), nameOf(path))
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

const measure = async (paths: readonly string[]): Promise<number | undefined> => {
  const sizes = await Promise.all(
    paths.map(async (path) => {
      if (path === '-' || /\.gz$/i.test(path)) return Number.NaN
      const about = await stat(path)
      return about.isFile() ? about.size : Number.NaN
    }),
  )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return Number.isNaN(total) ? undefined : total
}

/**
 * Reads requests of one or more files in their order, or of standard input for `-`: the items of each line, but for blank
 * lines and those that begin with `#`. Where the first line is `[` or `{` alone, the whole is one value of JSON; where it
 * names a column `url`, the whole is CSV. They come in groups that are there at once, since turns for each would cost time.
 */
export async function* readRequests(
  paths: string | readonly string[],
  stdin: Readable,
  meter: InputMeter = noMeter(),
): AsyncGenerator<Iterable<Located>> {
  const inputs = typeof paths === 'string' ? [paths] : paths
  for (const path of inputs) if (path !== '-') await access(path, constants.R_OK) // before anything is fetched
  meter.totalBytes = await measure(inputs)
  let index = 0
  for (const path of inputs) {
    const name = nameOf(path)
    const source = inputs.length === 1 ? undefined : name
    const locate: Locate = (request, line) => ({ request, index: index++, line, source })
    const { isCsv, chunks } = await sniff(textOf(path, stdin), path)
    if (isCsv) {
      const { csvRequests } = await import('./csvRequests.ts') // its parser is large, and needed here alone
      for await (const { request, line } of csvRequests(chunks, path, name, meter)) yield [locate(request, line)]
    } else {
      const lines = createLineReader(name, locate, meter)
      for await (const chunk of chunks) yield lines.read(chunk)
      yield lines.end()
    }
  }
}

type Locate = (request: Request, line: number) => Located

/** Looks at the first line that says something, and gives all chunks nevertheless. */
async function sniff(
  text: AsyncGenerator<string>,
  path: string,
): Promise<{ isCsv: boolean; chunks: AsyncGenerator<string> }> {
  let head = ''
  let isOver = false
  const isNamedSo = /\.(csv|tsv)(\.gz)?$/i.test(path)
  while (!isOver && !/\S[^\n]*\n/.test(head) && head.length < MOST_HEAD) {
    const { done, value } = await text.next()
    if (done) isOver = true
    else head += value
  }
  async function* chunks(): AsyncGenerator<string> {
    try {
      yield head
      if (!isOver) yield* text
    } finally {
      await text.return(undefined)
    }
  }
  return { isCsv: isNamedSo || csvDelimiter(head) !== undefined, chunks: chunks() }
}

/** Lines end with LF or CR LF, nothing else. */
function createLineReader(name: string, locate: Locate, meter: InputMeter) {
  let rest = ''
  let number = 0
  let isFirst = true
  let whole: string[] | undefined

  const readLine = (line: string): readonly unknown[] => {
    number += 1
    meter.readBytes += line.length + 1
    const trimmed = trimBlanks(line)
    if (trimmed === '' || (trimmed.startsWith('#') && whole === undefined)) return []
    if (isFirst && (trimmed === '[' || trimmed === '{')) whole = []
    isFirst = false
    if (whole !== undefined) meter.totalBytes = undefined // all is read before anything is known
    whole?.push(line)
    return whole === undefined ? itemsOf(trimmed) : []
  }
  function* locateAll(items: readonly unknown[], line: number): Generator<Located> {
    for (const item of items) for (const request of requestsOf(item)) yield locate(request, line)
  }
  return {
    *read(chunk: string): Generator<Located> {
      const lines = chunk.split('\n')
      lines[0] = rest + lines[0]
      rest = lines.pop() ?? ''
      for (const line of lines) yield* locateAll(readLine(line), number)
    },
    *end(): Generator<Located> {
      yield* locateAll(readLine(rest), number)
      if (whole !== undefined) yield* locateAll(parseWhole(whole.join('\n'), name), 1)
    },
  }
}

const itemsOf = (line: string): readonly unknown[] =>
  E.getOrElseW((got: string) => [new UnreadableRequest(line, invalidRequest('request', LINE, got))])(readItems(line))

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
