import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Figures } from '../Scenario.ts'
import { spawnTied } from './spawnTied.ts'

/** Runs a program to its end and gives what it printed; rejects if it fails. */
export const outputOf = async (
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> => {
  const child = spawnTied(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const [output, [code, signal]] = await Promise.all([text(child.stdout as Readable), closed])
  if (code !== 0) throw new Error(`${command} ended with ${code ?? signal}`)
  return output
}

/** Runs a program that prints its figures as the last line of its output, as a JSON object of numbers. */
export const runProgram = async (...program: Parameters<typeof outputOf>): Promise<Figures> =>
  JSON.parse((await outputOf(...program)).trimEnd().split('\n').at(-1) ?? '') as Figures
