import { fstatSync } from 'node:fs'
import type { Console, Screen } from './Console.ts'

/** Whether two streams end in the same pipe or socket, as after `2>&1 |`. */
const isSamePipe = (one: Screen, other: Screen): boolean => {
  if (typeof one.fd !== 'number' || typeof other.fd !== 'number') return false
  const [about, beside] = [fstatSync(one.fd), fstatSync(other.fd)]
  return about.ino === beside.ino && about.dev === beside.dev && (about.isFIFO() || about.isSocket())
}

/**
 * Where talk goes: standard error, or standard output where both are one pipe. A stream that waits for room in it has written
 * a part of a line, and what another wrote meanwhile would stand in its midst.
 */
export const talkOf = ({ stdout, stderr }: Pick<Console, 'stdout' | 'stderr'>): Screen =>
  isSamePipe(stdout, stderr) ? stdout : stderr
