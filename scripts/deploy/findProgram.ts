import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PYTHON_BIN } from './folders.ts'

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where a program is: on the PATH, else among those that `npm run test:aws` has installed; undefined if nowhere. */
export const findProgram = (name: string, path = process.env.PATH ?? ''): string | undefined =>
  [...path.split(delimiter).filter((folder) => folder !== ''), PYTHON_BIN]
    .map((folder) => join(folder, name))
    .find(isProgram)
