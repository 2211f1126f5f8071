import { spawnSync } from 'node:child_process'

/** The first line that a program prints about its version, or null where it is not installed. */
export const versionOf = (program: string, ...args: readonly string[]): string | null => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? ((stdout || stderr).split('\n', 1)[0] ?? '').trim() : null
}
