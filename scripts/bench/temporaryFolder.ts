import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder under the system's temporary one; `remove`, or the end of this process, takes it away. */
export const temporaryFolder = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-bench-'))
  const erase = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', erase)
  return {
    folder,
    remove: () => {
      process.off('exit', erase)
      erase()
    },
  }
}
