import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

/** What `require` calls a module with. */
const wrap = (source: string): string => `(function (exports, require, module, __filename, __dirname) { ${source}\n})`

/** Only what this user has written, since nobody looks at what it does. */
const readOwn = (file: string): Buffer | undefined => {
  let descriptor: number | undefined
  try {
    // opening a pipe would wait for its writer
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const about = fstatSync(descriptor)
    const isOwn = process.getuid === undefined || about.uid === process.getuid()
    return isOwn && about.isFile() ? readFileSync(descriptor) : undefined
  } catch {
    return undefined // the first start, or a folder that may not be read
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

const SUM_BYTES = 4

/** V8 takes what it is given for sound, and ends the process where it is not: its sum stands behind it. */
const withSum = (bytes: Buffer): Buffer => {
  const sum = Buffer.alloc(SUM_BYTES)
  sum.writeUInt32LE(crc32(bytes))
  return Buffer.concat([bytes, sum])
}

const checkSum = (bytes: Buffer | undefined): Buffer | undefined => {
  if (bytes === undefined || bytes.length < SUM_BYTES) return undefined
  const data = bytes.subarray(0, -SUM_BYTES)
  return bytes.readUInt32LE(data.length) === crc32(data) ? data : undefined
}

/** Others that start meanwhile see all of it or nothing. */
const writeWhole = (file: string, bytes: Buffer): void => {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, bytes, { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, file)
  } catch {
    rmSync(unfinished, { force: true }) // the next start compiles again
  }
}

/**
 * Loads a file as `require` does, but from what an earlier start has compiled of it, all functions that it called included: the
 * cache of Node.js, in whose folder it is kept by the name `key`, has only what is compiled before any is called. `keep` has that
 * written when the process ends, if there is none yet.
 */
export function requireKept(file: string, key: string): { readonly exports: unknown; readonly keep: () => void } {
  const { directory } = enableCompileCache()
  const kept = directory === undefined ? undefined : join(directory, key)
  const cachedData = kept === undefined ? undefined : checkSum(readOwn(kept))
  const script = new Script(wrap(readFileSync(file, 'latin1')), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file))
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true
  return {
    exports: module.exports,
    keep: () => {
      if (kept !== undefined && !isKept)
        process.once('exit', () => writeWhole(kept, withSum(script.createCachedData())))
    },
  }
}
