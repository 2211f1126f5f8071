import * as E from 'fp-ts/lib/Either.js'
import { describeIssues, issueSentence } from '../../../src/domain/describeIssues.ts'
import { FetchRequest } from '../../../src/domain/FetchRequest.ts'
import { readLine } from '../../../src/domain/readLine.ts'
import { readLines } from './readLines.ts'

/** One request of a list. */
export type Listed = {
  /** The line's number, from 1; with the place behind it where an array on one line has several. */
  readonly key: string
  readonly line: number
  readonly url: string
  /** The request's own id. */
  readonly id?: string
  /** The item that is sent, its id the key; or why none is. */
  readonly item: E.Either<string, FetchRequest>
}

/** What an item may take of a batch of 200,000 bytes (fanout.asl.json), less what is around it. */
const MAX_ITEM_BYTES = 190_000

const judge = (value: unknown, key: string): E.Either<string, FetchRequest> => {
  const request = FetchRequest.decode(typeof value === 'string' ? { url: value } : value)
  if (E.isLeft(request))
    return E.left(
      describeIssues(request.left)
        .slice(0, 3)
        .map((issue) => issueSentence(issue))
        .join('; '),
    )
  const item = { ...request.right, id: key }
  if (Buffer.byteLength(JSON.stringify(item)) <= MAX_ITEM_BYTES) return E.right(item)
  return E.left(`it must have at most ${MAX_ITEM_BYTES} bytes as JSON, since a batch travels through a state`)
}

const toListed = (value: unknown, key: string, line: number): Listed => {
  const { url, id } = Object(value) as { url?: unknown; id?: unknown }
  return {
    key,
    line,
    url: typeof value === 'string' ? value : String(url ?? ''),
    ...(typeof id === 'string' ? { id } : {}),
    item: judge(value, key),
  }
}

/** The requests of a file of URLs and requests as JSON, one for each line, blank ones and those that begin with `#` left out. */
export async function* listRequests(path: string): AsyncGenerator<Listed> {
  let line = 0
  for await (const text of readLines(path)) {
    line += 1
    if (text.trimStart().startsWith('#')) continue
    const items = readLine(text)
    if (E.isLeft(items)) yield { key: String(line), line, url: text.trim(), item: E.left(`it is ${items.left}`) }
    else
      for (const [place, item] of items.right.entries())
        yield toListed(item, items.right.length === 1 ? String(line) : `${line}.${place + 1}`, line)
  }
}
