import { readdirSync, readFileSync } from 'node:fs'

/** Kills a process of the function that is at work: not stopped, as one is that waits for its next invocation. False if none is. */
export function killOne(): boolean {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      if (Number(parent) !== process.pid || state === 'T' || !command.includes('aws-lambda-ric')) continue
      process.kill(Number(pid), 'SIGKILL')
      return true
    } catch {} // it ended meanwhile
  }
  return false
}
