import { access, constants, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { assertNoFolder, bytesOf, nameOf, type Stdin } from './bytesOf.ts'
import { cannotRead } from './cannotRead.ts'
import { createLineReader, type Locate } from './createLineReader.ts'
import { csvDelimiter, hasFirstLine } from './csvDelimiter.ts'
import { decodeText } from './decodeText.ts'
import { type InputMeter, noMeter } from './InputMeter.ts'
import type { Located } from './Located.ts'
import { MOST_OF_A_TEXT, tooLong } from './tooLong.ts'

/** As much as is read to find the first line. */
const MOST_HEAD = 65_536

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
 * lines and those that begin with `#`. Where the first line is `[` or `{` alone, the whole is JSON; where it
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
