import * as E from 'fp-ts/lib/Either.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import { withoutHeaderName } from '../../domain/describeIssues.ts'
import { invalidRequest } from '../../domain/FetchError.ts'
import type { FetchRequest } from '../../domain/FetchRequest.ts'
import { trimBlanks } from '../../domain/parseUrl.ts'
import { LINE, readLine as readItems } from '../../domain/readLine.ts'
import { UnreadableRequest } from '../../domain/UnreadableRequest.ts'
import { combineBatches } from '../../lambda/combineBatches.ts'
import type { InputMeter } from './InputMeter.ts'
import type { Located } from './Located.ts'
import { MOST_OF_A_TEXT, tooLong } from './tooLong.ts'

type Request = string | FetchRequest

/** Gives a request its index in the whole input. */
export type Locate = (request: Request, line: number | undefined) => Located

/** A byte order mark: of files that were put together each may have begun with one. */
const MARK = 0xfeff

/**
 * Makes requests of a text that comes in chunks: the items of each line, or of the whole where it is JSON that is laid out over lines.
 * Lines end with LF or CR LF, nothing else.
 */
export function createLineReader(name: string, locate: Locate, meter: InputMeter, most = MOST_OF_A_TEXT) {
  let rest = ''
  let number = 0
  let isFirst = true
  let whole: string[] | undefined
  let wholeLength = 0

  const readLine = (line: string): readonly unknown[] => {
    number += 1
    meter.readBytes += Buffer.byteLength(line) + 1
    const text = line.charCodeAt(0) === MARK ? line.slice(1) : line
    const trimmed = trimBlanks(text)
    if (trimmed === '' || (trimmed.startsWith('#') && whole === undefined)) return []
    if (isFirst && (trimmed === '[' || trimmed === '{')) whole = []
    isFirst = false
    if (whole !== undefined) meter.totalBytes = undefined // all is read before anything is known
    whole?.push(text)
    wholeLength += whole === undefined ? 0 : line.length + 1
    if (wholeLength > most) throw tooLong(`${name} as JSON`, most)
    return whole === undefined ? itemsOf(trimmed) : []
  }
  function* locateAll(items: readonly unknown[], line: number | undefined): Generator<Located> {
    for (const item of items) for (const request of requestsOf(item)) yield locate(request, line)
  }
  return {
    *read(chunk: string): Generator<Located> {
      const lines = chunk.split('\n')
      lines[0] = rest + lines[0]
      rest = lines.pop() ?? ''
      for (const line of lines) yield* locateAll(readLine(line), number)
      if (rest.length > most) throw tooLong(`line ${number + 1} of ${name}`, most)
    },
    *end(): Generator<Located> {
      yield* locateAll(readLine(rest), number)
      if (whole === undefined) return
      let item = 0
      for (const located of locateAll(parseWhole(whole.join('\n'), name), undefined)) yield { ...located, item: ++item }
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
