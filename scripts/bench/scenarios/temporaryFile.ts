import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporaryFolder.ts'

/** Writes a file into a folder of its own, which `remove`, or the end of this process, takes away with it. */
export const temporaryFile = (
  name: string,
  content: string,
): { readonly file: string; readonly remove: () => void } => {
  const { folder, remove } = temporaryFolder()
  const file = join(folder, name)
  writeFileSync(file, content)
  return { file, remove }
}
