import type { Tally } from './exitCode.ts'
import type { Task } from './Task.ts'

/** Says how to do what a run that was ended has left; empty where nothing is left. */
export function howToGoOn(
  { interrupted, deadlinePassed, tooManyFailed }: Tally,
  { resume, inputs }: Pick<Task, 'resume' | 'inputs'>,
  isSeen: boolean,
): string {
  if (!interrupted && !deadlinePassed && tooManyFailed !== true) return ''
  const same = inputs.includes('-') ? 'the same command with the same input' : 'the same command'
  if (resume !== undefined) return `to go on: ${same} again\n`
  return isSeen
    ? `to go on another time, keep the results: ${same} with --resume results.ndjson\n`
    : `to go on: ${same} with --resume and the file that has these results, in place of >\n`
}
