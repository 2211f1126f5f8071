import { spawnSync } from 'node:child_process'
import { BENCH, CACHE } from '../folders.ts'
import { say } from '../say.ts'
import { versionOf } from './versionOf.ts'

/** Compiles the contestant in Go; null where Go is not installed. */
export const buildGo = (): string | null => {
  if (versionOf('go', 'version') === null) {
    say('go is not installed: Go net/http is left out.')
    return null
  }
  const program = `${CACHE}goNetHttp`
  const args = ['build', '-o', program, `${BENCH}clients/goNetHttp.go`]
  const { status } = spawnSync('go', args, { stdio: ['ignore', 2, 2] })
  if (status !== 0) say('go build failed: Go net/http is left out.')
  return status === 0 ? program : null
}
