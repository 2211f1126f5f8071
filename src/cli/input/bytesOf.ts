import { constants, createReadStream, fstatSync, openSync, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal, type Readable } from 'node:stream'
import { cannotRead } from './cannotRead.ts'

/** Standard input, with its descriptor where it has one. */
export type Stdin = Readable & { readonly fd?: number }

/** A pipe that a shell handed over, by the number of its descriptor, as `<(…)` does. */
const HANDED_OVER = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/

const isStdin = (path: string): boolean => /^(-|\/dev\/stdin|\/(dev|proc\/self)\/fd\/0)$/.test(path)

/** The input that can be read only once which a path names, under one name; undefined if there is none. */
export const onceOnly = (path: string): string | undefined =>
  isStdin(path) ? 'standard input' : HANDED_OVER.test(path) ? path : undefined

/** What messages call an input. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path)

/** What the system knows of standard input; undefined where it is none of the system's. */
export const aboutStdin = ({ fd }: Stdin): Stats | undefined => (fd === undefined ? undefined : fstatSync(fd))

/** Throws where there is a folder, which Node.js would take for an empty standard input. */
export const assertNoFolder = (about: Stats | undefined): void => {
  if (about?.isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' })
}

/** Waiting for a pipe as for a file would keep a thread, and with it the process, until its writer leaves. */
const openPipe = (path: string): Readable => {
  const [, number] = HANDED_OVER.exec(path) ?? []
  const fd = number === undefined ? openSync(path, constants.O_RDONLY | constants.O_NONBLOCK) : Number(number)
  return new Socket({ fd, readable: true, writable: false })
}

const open = (path: string, about: Stats, signal: AbortSignal | undefined): Readable => {
  const isPipe = about.isFIFO() && process.platform === 'linux' // elsewhere one without a writer could look empty
  const bytes = isPipe ? openPipe(path) : createReadStream(path)
  return signal === undefined ? bytes : addAbortSignal(signal, bytes)
}

/**
 * The bytes of a file, a pipe, or of standard input for `-`. Throws an error that names it, also for a file that was cut
 * meanwhile, whose last line may be a part of one. A pipe is let go when the signal is aborted.
 */
export async function* bytesOf(path: string, stdin: Stdin, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  let readBytes = 0
  let size = 0
  try {
    const about = isStdin(path) ? aboutStdin(stdin) : await stat(path)
    assertNoFolder(about)
    if (!isStdin(path) && about?.isFile()) size = about.size
    for await (const chunk of isStdin(path) || about === undefined ? stdin : open(path, about, signal)) {
      readBytes += chunk.length
      yield chunk
    }
  } catch (error) {
    throw cannotRead(nameOf(path), error)
  }
  if (readBytes < size && (await stat(path)).size < size)
    // some files of the system say more than they have
    throw new Error(`cannot read ${nameOf(path)}: it was made shorter while it was read`)
}
