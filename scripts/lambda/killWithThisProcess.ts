import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Kills a process when this one ends in whatever way, killed itself included: a frozen process would stay for ever. The
 * watcher is a shell that waits for the end of a pipe from this process.
 */
export function killWithThisProcess({ pid }: ChildProcess): { readonly stopWatching: () => void } {
  const watcher = spawn('/bin/sh', ['-c', `read -r _; kill -9 ${pid}`], {
    detached: true, // out of reach of a terminal's Ctrl-C
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  return { stopWatching: () => watcher.kill('SIGKILL') }
}
