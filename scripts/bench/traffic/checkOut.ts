import { execFileSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../folders.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const git = (...args: readonly string[]): string => {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  } catch (error) {
    throw new TypeError(`git ${args[0]}: ${String((error as { stderr?: unknown }).stderr).trim()}`)
  }
}

/**
 * Checks a revision out into a temporary folder, with the packages of this checkout; `remove`, or the end of this process,
 * takes it away.
 */
export const checkOut = (rev: string) => {
  const revision = git('rev-parse', '--short', '--verify', '--end-of-options', `${rev}^{commit}`)
  const { folder: parent, remove } = temporaryFolder()
  const folder = `${join(parent, revision)}/`
  git('worktree', 'add', '--detach', folder, revision)
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const prune = (): void => {
    if (!existsSync(folder)) git('worktree', 'prune')
  }
  process.once('exit', prune) // after the folder is gone
  return {
    folder,
    revision,
    remove: () => {
      process.off('exit', prune)
      remove()
      prune()
    },
  }
}
