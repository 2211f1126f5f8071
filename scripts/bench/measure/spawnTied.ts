import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/** Longer than any contestant needs; one that hangs must not hang the bench. */
const LONGEST_RUN_MS = 1_200_000

/** Spawns a program that does not outlive this process. */
export const spawnTied = (command: string, args: readonly string[], options: SpawnOptions): ChildProcess => {
  const child = spawn(command, args, { timeout: LONGEST_RUN_MS, ...options })
  const kill = (): void => void child.kill()
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  return child
}
