import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../options/UsageError.ts'

/** Several that start at the same moment may see each other, and all step back. */
const MOST_TRIES = 5
const LONGEST_STEP_BACK_MS = 100

/** A socket on which nobody listens is left alone for so long: its process may be about to, which takes it microseconds. */
const SURELY_DEAD_MS = 2_000

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/** The same for all names of a file. The path of a socket has to be short: the system has room for some 100 bytes. */
const lockFolderOf = (path: string): string => {
  const real = existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
  const folder = `${real}.lock`
  const fromHere = relative('', folder)
  return fromHere.length < folder.length ? fromHere : folder
}

const listenOn = async (socket: string): Promise<Server> => {
  const server = createServer((asking) => asking.destroy())
  server.listen({ path: socket, writableAll: true }) // so that other users' runs can ask too
  await once(server, 'listening')
  return server.unref()
}

const isAlive = async (path: string): Promise<boolean> => {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    return codeOf(error) === 'EAGAIN' // it is asked by many
  } finally {
    socket.destroy()
  }
}

/** Whether anybody but `own` holds the lock. What was left by processes that are gone is taken away. */
const isHeld = async (folder: string, own?: string): Promise<boolean> => {
  for (const name of readdirSync(folder)) {
    if (name === own) continue
    const path = join(folder, name)
    if (await isAlive(path)) return true
    const about = lstatSync(path, { throwIfNoEntry: false })
    if (about?.isSocket() && Date.now() - about.ctimeMs > SURELY_DEAD_MS) rmSync(path, { force: true })
  }
  return false
}

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

const leave = async (folder: string): Promise<void> => {
  try {
    await isHeld(folder)
    rmdirSync(folder)
  } catch {
    // others are in it, or have taken it away
  }
}

/** What lets the lock go; undefined where somebody else was as quick. */
const hold = async (folder: string): Promise<(() => void) | undefined> => {
  makeFolder(folder)
  const own = Math.random().toString(36).slice(2, 10)
  if (await isHeld(folder)) return undefined
  const server = await listenOn(join(folder, own))
  const release = (): void => void server.close(() => void leave(folder))
  if (!(await isHeld(folder, own))) return release // each listens before it looks: of two, one at least sees the other
  release()
  return undefined
}

/**
 * Keeps other runs from a file until what it gives is called. Whoever holds the lock listens on a socket of its own in a folder
 * beside the file, as only a living process does: no lock outlives its process, whatever ended that, and whatever numbers processes
 * have elsewhere. Rejects with a {@link UsageError} if another run holds it; where no socket can be made nothing is locked.
 */
export async function lockFile(path: string): Promise<() => void> {
  let isTaken = false
  for (let tries = 0; tries < MOST_TRIES; tries += 1)
    try {
      const release = await hold(lockFolderOf(path))
      if (release !== undefined) return release
      isTaken = true
      await setTimeout(Math.random() * LONGEST_STEP_BACK_MS)
    } catch (error) {
      isTaken = false
      if (codeOf(error) !== 'ENOENT') break // else one that left may have taken the folder away
    }
  if (!isTaken) return () => {}
  throw new UsageError(`another run is writing to ${path}: wait until it has ended, or give another file to --resume`)
}
