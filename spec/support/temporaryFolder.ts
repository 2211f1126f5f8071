import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TemporaryFolder = {
  /** The path of a file in it. */
  path(name: string): string
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string
}

/** Call in a `describe`: a folder that is there while its tests run. */
export function temporaryFolder(): TemporaryFolder {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rx-fanout-spec-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    write(name, content) {
      writeFileSync(path(name), content)
      return path(name)
    },
  }
}
