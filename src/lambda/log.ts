import { type Issues, withoutHeaderName } from '../domain/describeIssues.ts'
import { toFetchError } from '../domain/FetchError.ts'
import { jsonLine } from '../domain/jsonLine.ts'
import { publicMessage } from './publicMessage.ts'

/** One JSON line to standard error, which Lambda logs as it is; `console` would wrap it once more. */
export const writeLog = (level: 'INFO' | 'WARN' | 'ERROR', message: string, data: object): void => {
  process.stderr.write(jsonLine({ level, message, ...data }))
}

/** The most issues, and characters of a path, that a log entry repeats. */
const MAX_LOGGED = { issues: 10, pathLength: 200 }

/** A key that is no name may be anything, as a URL in the wrong place: only that there is one is told. */
const withoutOddKeys = (path: string): string => path.replace(/\["(?:[^"\\]|\\.)*"\]/gs, '[…]')

const shorten = (path: string): string =>
  path.length > MAX_LOGGED.pathLength ? `${path.slice(0, MAX_LOGGED.pathLength)}…` : path

/** The first few issues without what was received, which may hold secrets. */
export const summarizeIssues = (issues: Issues): Array<Pick<Issues[number], 'path' | 'expected'>> =>
  issues.slice(0, MAX_LOGGED.issues).map(({ path, expected }) => ({
    path: shorten(withoutOddKeys(withoutHeaderName(path))),
    expected,
  }))

/** What was thrown, by its code if it has one, else as an error of ours: never its message, which may hold secrets. */
export const causeOf = (thrown: unknown): string => {
  const { code } = Object(thrown) as { code?: unknown }
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : publicMessage(toFetchError(thrown))
}
