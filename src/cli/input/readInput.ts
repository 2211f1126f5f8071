import { access, constants, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
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
import { assertNoFolder, bytesOf, nameOf, type Stdin } from './bytesOf.ts'
import { cannotRead } from './cannotRead.ts'
import { csvDelimiter, hasFirstLine } from './csvDelimiter.ts'
import { decodeText } from './decodeText.ts'
import { type InputMeter, noMeter } from './InputMeter.ts'
import type { Located } from './Located.ts'

type Request = string | FetchRequest

/** As much as is read to find the first line. */
const MOST_HEAD = 65_536

/** A byte order mark: of files that were put together each may have begun with one. */
const MARK = 0xfeff

/** As long as a line may be, and JSON as a whole: half of what a string can hold. */
const MOST_OF_A_TEXT = 2 ** 28

const tooLong = (what: string): Error =>
  new Error(`cannot read ${what}: it is longer than ${MOST_OF_A_TEXT} characters`)

/** The chunks of a text, unpacked where its name says that it is packed. Errors name it. */
export async function* textOf(path: string, stdin: Stdin, signal?: AbortSignal): AsyncGenerator<string> {
  const bytes = bytesOf(path, stdin, signal)
  const isPacked = /\.gz$/i.test(path)
  try {
    yield* decodeText(isPacked ? pipeline(bytes, createGunzip(), () => {}) : bytes, nameOf(path)) // its reader is told of an error
  } catch (error) {
    throw cannotRead(nameOf(path), error)
  }
}

/** The whole of a file, or of standard input for `-`. */
export async function readText(path: string, stdin: Stdin): Promise<string> {
  let text = ''
  for await (const chunk of textOf(path, stdin)) {
    if (text.length + chunk.length > MOST_OF_A_TEXT) throw tooLong(nameOf(path))
    text += chunk
  }
  return text
}

/** The size of what can be read, as far as it is known before that. Throws an error that names what cannot be read. */
const sizeOf = async (path: string): Promise<number | undefined> => {
  if (path === '-') return undefined
  try {
    await access(path, constants.R_OK)
    const about = await stat(path)
    assertNoFolder(about)
    return about.isFile() && !/\.gz$/i.test(path) ? about.size : undefined
  } catch (error) {
    throw cannotRead(path, error)
  }
}

const measure = async (paths: readonly string[]): Promise<number | undefined> => {
  let total: number | undefined = 0
  for (const path of paths) {
    const size = await sizeOf(path)
    total = total === undefined || size === undefined ? undefined : total + size
  }
  return total
}

/**
 * Reads requests of one or more files in their order, or of standard input for `-`: the items of each line, but for blank
 * lines and those that begin with `#`. Where the first line is `[` or `{` alone, the whole is one value of JSON; where it
 * names a column `url`, the whole is CSV. They come in groups that are there at once, since turns for each would cost time.
 */
export async function* readRequests(
  paths: string | readonly string[],
  stdin: Stdin,
  meter: InputMeter = noMeter(),
  signal?: AbortSignal,
): AsyncGenerator<Iterable<Located>> {
  const inputs = typeof paths === 'string' ? [paths] : paths
  meter.totalBytes = await measure(inputs) // before anything is fetched
  for (const path of inputs) {
    const name = nameOf(path)
    const source = inputs.length === 1 ? undefined : name
    const locate: Locate = (request, line) => ({ request, index: meter.requests++, line, source })
    const { isCsv, chunks } = await sniff(textOf(path, stdin, signal), path)
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
  while (!isOver && !hasFirstLine(head) && head.length < MOST_HEAD) {
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
  let wholeLength = 0

  const readLine = (line: string): readonly unknown[] => {
    number += 1
    meter.readBytes += Buffer.byteLength(line) + 1
    const trimmed = trimBlanks(line.charCodeAt(0) === MARK ? line.slice(1) : line)
    if (trimmed === '' || (trimmed.startsWith('#') && whole === undefined)) return []
    if (isFirst && (trimmed === '[' || trimmed === '{')) whole = []
    isFirst = false
    if (whole !== undefined) meter.totalBytes = undefined // all is read before anything is known
    whole?.push(line)
    wholeLength += whole === undefined ? 0 : line.length + 1
    if (wholeLength > MOST_OF_A_TEXT) throw tooLong(`${name} as JSON`)
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
      if (rest.length > MOST_OF_A_TEXT) throw tooLong(`line ${number + 1} of ${name}`)
    },
    *end(): Generator<Located> {
      yield* locateAll(readLine(rest), number)
      if (whole !== undefined) yield* locateAll(parseWhole(whole.join('\n'), name), 1)
    },
  }
}

const itemsOf = (line: string): readonly unknown[] =>
  E.getOrElseW((got: string) => [new UnreadableRequest(line, invalidRequest('request', LINE, got))])(readItems(line))

/** Where a value ends and another begins: within one there would be a comma. Its lines that are blank are left out before. */
const BETWEEN_VALUES = /(?<=[}\]])\r?\n(?=[{["])/

/** The items of one value, or of several that are each laid out over lines, as jq writes them. */
const parseWhole = (text: string, name: string): readonly unknown[] => {
  try {
    return text.split(BETWEEN_VALUES).flatMap((value) => JSON.parse(value) as unknown)
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
