import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Contender } from '../contestants.ts'
import type { Figures } from '../Scenario.ts'
import { spawnTied } from './spawnTied.ts'

/**
 * A program that stays between its measurements, as a service does, so that all of a scenario take turns of well under a
 * second: noise of the machine that lasts longer is in both figures of a ratio. It starts with its first measurement,
 * does one for each line that it reads, prints the figures of each as a line of JSON, and ends with its input.
 */
export const residentProgram = (command: string, args: readonly string[]): Contender => {
  const start = () => {
    const child = spawnTied(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const input = child.stdin as Writable
    input.on('error', () => {}) // It has ended, which its output tells.
    const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]()
    return { input, lines, closed: once(child, 'close') }
  }
  let running: ReturnType<typeof start> | undefined
  return {
    measure: async () => {
      running ??= start()
      running.input.write('\n')
      const { done, value } = await running.lines.next()
      if (!done) return JSON.parse(value) as Figures
      const [code, signal] = await running.closed
      running = undefined
      throw new Error(`${command} ended with ${code ?? signal}`)
    },
    stop: async () => {
      running?.input.end()
      await running?.closed
    },
  }
}
