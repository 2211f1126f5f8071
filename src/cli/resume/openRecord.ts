import { closeSync, createReadStream, existsSync, openSync, statSync, truncateSync } from 'node:fs'
import { jsonLine } from '../../domain/jsonLine.ts'
import { cannotRead } from '../input/cannotRead.ts'
import { UsageError } from '../options/UsageError.ts'
import { orCannotWrite, writeAll } from '../output/writeAll.ts'
import { lockFile } from './lockFile.ts'
import { FATE, type Fate, RequestPrints } from './RequestPrints.ts'

/** The results of an earlier run, to which those of this one are added. */
export type ResultRecord = {
  readonly prints: RequestPrints
  /** Whether there was an earlier run: what it sent and has no result for may have been sent. */
  readonly isContinued: boolean
  /** Writes one result to its end, before it returns. Throws an `OutputError`. */
  append(result: unknown): void
  close(): void
}

/** How every line begins, whole or torn. */
const BEGINS = '{"outcome":"'
const NEWLINE = 0x0a

/** What tells one request from another. */
export const identityOf = (url: string, id: string | undefined): string => `${url}\n${id ?? ''}`

type Line = {
  readonly outcome: string
  readonly index: number
  readonly url: string
  readonly id?: string
  readonly attempts: number
  readonly error?: { readonly kind?: string }
}

const isLine = (value: unknown): value is Line => {
  if (typeof value !== 'object' || value === null) return false
  const { outcome, index, url } = value as Partial<Line>
  const isIndex = typeof index === 'number' && Number.isSafeInteger(index) && index >= 0
  return (outcome === 'success' || outcome === 'failure') && isIndex && typeof url === 'string'
}

const parseLine = (text: string): Line | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isLine(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What was ended from here is no failure of its own: it is unfinished. */
const fateOf = ({ outcome, error, attempts }: Line): Fate => {
  if (outcome === 'success') return FATE.done
  if (error?.kind !== 'aborted' && error?.kind !== 'deadline') return FATE.failed
  return attempts === 0 ? FATE.unsent : FATE.unsure
}

/** Reads lines as bytes: a line that was torn may end within a character. */
async function* linesOf(
  path: string,
): AsyncGenerator<{ readonly text: string; readonly isWhole: boolean; readonly endsAt: number }> {
  let rest: Buffer = Buffer.alloc(0)
  let endsAt = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    let from = 0
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      endsAt += at + 1 - from
      yield { text: bytes.toString('utf8', from, at), isWhole: true, endsAt }
      from = at + 1
    }
    rest = bytes.subarray(from)
  }
  if (rest.length > 0) yield { text: rest.toString(), isWhole: false, endsAt }
}

/** A file that had grown when the power went may end in zeros, where nothing was written yet. */
const isTorn = (text: string): boolean => text.startsWith(BEGINS) || BEGINS.startsWith(text.replace(/\0+$/, ''))

/** Reads the results in a file, if it is there, and gives what mends its last line where that was torn. */
const readRecord = async (path: string) => {
  const prints = new RequestPrints()
  const isContinued = existsSync(path)
  let mend = (): void => {}
  let line = 0
  for await (const { text, isWhole, endsAt } of isContinued ? linesOf(path) : []) {
    line += 1
    if (text.trim() === '') continue
    const result = parseLine(text)
    if (result === undefined && !isWhole && isTorn(text)) {
      mend = () => truncateSync(path, endsAt)
      break
    }
    if (result === undefined)
      throw new UsageError(
        text.startsWith(BEGINS)
          ? `line ${line} of ${path} is torn: delete that line, and type the same command again`
          : `line ${line} of ${path} is no result: --resume needs a file that this command has written`,
      )
    if (!prints.add(result.index, identityOf(result.url, result.id), fateOf(result), line))
      throw new UsageError(
        `line ${line} of ${path} tells of another request ${result.index} than a line before: it holds the results of several inputs`,
      )
    if (!isWhole) mend = () => appendTo(path, '\n')
  }
  return { prints, isContinued, mend }
}

/**
 * Reads the results in a file, takes away a last line that was torn, and opens it for more; no other run writes to it until it
 * is closed. A file that is not there is made. Rejects with a {@link UsageError} if there is anything else than results in it, which
 * then stays as it is, or if another run writes to it.
 */
export async function openRecord(path: string): Promise<ResultRecord> {
  if (existsSync(path) && !statSync(path).isFile())
    throw new UsageError(`${path} is no file: --resume needs a file of results`)
  const unlock = await lockFile(path)
  try {
    const { mend, ...read } = await readRecord(path)
    const descriptor = orCannotWrite(path, () => {
      mend()
      return openSync(path, 'a')
    })
    return {
      ...read,
      append: (result) => writeAll(descriptor, jsonLine(result), path),
      close() {
        try {
          orCannotWrite(path, () => closeSync(descriptor)) // some network file systems tell only now
        } finally {
          unlock()
        }
      },
    }
  } catch (error) {
    unlock()
    throw cannotRead(path, error)
  }
}

const appendTo = (path: string, text: string): void => {
  const descriptor = openSync(path, 'a')
  writeAll(descriptor, text, path)
  closeSync(descriptor)
}
