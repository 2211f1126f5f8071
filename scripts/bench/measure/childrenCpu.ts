import { outputOf } from './runProgram.ts'

/** The user and system time of ended children, as POSIX `times` prints them in its second line: `0m1.25s 0m0.5s`. */
export const childrenMicros = (times: string): number =>
  [...(times.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1_000_000,
    0,
  )

/** Runs a program so many times, one after the other, each to a file that is overwritten; the shell ends with its failure. */
const REPEATED =
  'runs=$1 out=$2; shift 2; while [ $((runs -= 1)) -ge 0 ]; do "$@" > "$out" 2> "$out.err" || exit; done; times'

/** The CPU time of whole processes, one after the other, from their start to their end: user and system time, of all threads. */
export const childrenCpu = async (
  runs: number,
  outputFile: string,
  command: string,
  ...args: readonly string[]
): Promise<number> =>
  childrenMicros(await outputOf('sh', ['-c', REPEATED, 'sh', String(runs), outputFile, command, ...args]))
