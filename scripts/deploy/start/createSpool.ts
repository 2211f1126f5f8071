import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readLines } from './readLines.ts'

/** Lines of a list in one file: their results are held at once, some 2.5 kB each. */
const LINES_PER_FILE = 10_000
/** Held before it is written: there may be a thousand files. */
const BUFFER_CHARACTERS = 262_144

/** Results by their keys, on disk: a list of ten million has more than memory holds. */
export type Spool = {
  add(key: string, result: object): void
  /** Writes what is still held; call it when all are added. */
  flush(): void
  /** The results of all lines near this one, the last that was added for each key, but a success before a failure. */
  load(line: number): Promise<ReadonlyMap<string, SpooledResult>>
}

/** A result as JSON has it. */
export type SpooledResult = { readonly outcome: string; readonly [field: string]: unknown }

const fileOf = (line: number): number => Math.floor(line / LINES_PER_FILE)

/** Keeps results in files of a folder, each for so many lines of a list. */
export function createSpool(folder: string): Spool {
  mkdirSync(folder, { recursive: true })
  const held = new Map<number, string>()
  const pathOf = (file: number): string => join(folder, `${file}.ndjson`)
  const write = (file: number): void => {
    appendFileSync(pathOf(file), held.get(file) ?? '')
    held.delete(file)
  }
  return {
    add(key, result) {
      const file = fileOf(Number.parseInt(key, 10))
      const text = `${held.get(file) ?? ''}${JSON.stringify([key, result])}\n`
      held.set(file, text)
      if (text.length > BUFFER_CHARACTERS) write(file)
    },
    flush() {
      for (const file of [...held.keys()]) write(file)
    },
    async load(line) {
      const results = new Map<string, SpooledResult>()
      const path = pathOf(fileOf(line))
      if (!existsSync(path)) return results
      for await (const text of readLines(path)) {
        const [key, result] = JSON.parse(text) as [string, SpooledResult]
        if (results.get(key)?.outcome !== 'success' || result.outcome === 'success') results.set(key, result)
      }
      return results
    },
  }
}

/** True where two lines are in one file of a spool. */
export const areNear = (a: number, b: number): boolean => fileOf(a) === fileOf(b)
