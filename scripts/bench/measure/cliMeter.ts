// Loaded before the command line: answers each message with the CPU time used so far, and reports the totals at exit.
import { writeSync } from 'node:fs'

/** The file descriptor of the pipe that takes the report. */
const REPORT = 4

const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

process.on('message', () => process.send?.(cpuMicros()))
process.channel?.unref() // The command line must end when its own work has.
process.on('exit', () => {
  const peakRssBytes = process.resourceUsage().maxRSS * 1_024
  writeSync(REPORT, JSON.stringify({ cpuMicros: cpuMicros(), peakRssBytes }))
})
