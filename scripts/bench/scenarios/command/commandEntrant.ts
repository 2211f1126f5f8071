import { mkdirSync } from 'node:fs'
import { bundleCli } from '../../../bundleCli.ts'
import { CACHE } from '../../folders.ts'
import { childrenCpu } from '../../measure/childrenCpu.ts'
import type { Entrant } from '../../Scenario.ts'

/** The CPU time of a whole process. */
export const PROCESS = 'processMicros'

export const COMMAND = 'rx-fanout command line'

/** Builds the command, and gives the file that Node.js runs. */
export const buildCommand = async (): Promise<string> => {
  const folder = `${CACHE}command`
  mkdirSync(folder, { recursive: true })
  await bundleCli(folder)
  return `${folder}/rx-fanout.cjs`
}

/** A program whose whole processes are measured, so many for each figure; what is wrong with its output is an error. */
export const processEntrant = (
  name: string,
  runs: number,
  outputFile: string,
  program: readonly [command: string, ...args: string[]],
  assertRight: () => void = () => {},
): Entrant => ({
  name,
  measure: async () => {
    const micros = await childrenCpu(runs, outputFile, ...program)
    assertRight()
    return { [PROCESS]: micros / runs }
  },
})
