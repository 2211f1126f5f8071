import type { Tally } from './exitCode.ts'
import type { Task } from './Task.ts'

/** Says how to do what a run that was ended has left, by whether its results are in a file; empty where nothing is left. */
export function howToGoOn(
  { interrupted, deadlinePassed, tooManyFailed }: Tally,
  { resume, inputs }: Pick<Task, 'resume' | 'inputs'>,
  isFile: boolean,
): string {
  if (!interrupted && !deadlinePassed && tooManyFailed !== true) return ''
  const same = inputs.includes('-') ? 'the same command and input' : 'the same command'
  if (resume !== undefined) return `to go on: ${same} again\n`
  return isFile
    ? `to go on: ${same}, --resume FILE in place of > FILE\n`
    : `to be able to go on: ${same} with --resume results.ndjson\n`
}
