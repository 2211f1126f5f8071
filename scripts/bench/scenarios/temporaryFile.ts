import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes a file into a folder of its own under the system's temporary one; `remove`, or the end of this
 * process, takes both away.
 */
export const temporaryFile = (
  name: string,
  content: string,
): { readonly file: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-bench-'))
  const file = join(folder, name)
  writeFileSync(file, content)
  const erase = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', erase)
  return {
    file,
    remove: () => {
      process.off('exit', erase)
      erase()
    },
  }
}
