import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/** Longer than any contestant needs; one that hangs must not hang the bench. */
const LONGEST_RUN_MS = 1_200_000

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill()
})

/** Spawns a program that does not outlive this process. */
export const spawnTied = (command: string, args: readonly string[], options: SpawnOptions): ChildProcess => {
  const child = spawn(command, args, { timeout: LONGEST_RUN_MS, ...options })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}
