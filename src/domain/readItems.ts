import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Issue, Issues } from './describeIssues.ts'
import { trimBlanks } from './parseUrl.ts'
import { itemsOf, LINE, readLine } from './readLine.ts'

/** Issues that are told at most: a text that is wrong throughout must not fill the memory. */
const MAX_ISSUES = 100

/** How JSON begins: for a URL, what the parser throws would cost more than all the rest. */
const MAY_BE_JSON = /^[[{"\d\-tfn]/

/**
 * Reads text into its items (URLs, requests, batches), whose shapes are not judged: the whole as JSON if it is that, else
 * line by line. A line that cannot be read makes the whole unreadable; the path of its issue is `line` and its number, or
 * empty where there is no other line. Lines end with LF or CR LF, nothing else.
 */
export function readItems(text: string): E.Either<Issues, readonly unknown[]> {
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text
  const trimmed = trimBlanks(withoutMark)
  if (trimmed === '') return E.left([issue('', 'nothing')])
  const whole = MAY_BE_JSON.test(trimmed) ? O.tryCatch(() => JSON.parse(trimmed) as unknown) : O.none
  if (O.isSome(whole)) return E.mapLeft(wholeIssue)(itemsOf(whole.value))
  if (/^[{[]\s*\n/.test(trimmed)) return E.left([issue('', 'text that begins like JSON and is none')])
  return trimmed.includes('\n') ? readLines(withoutMark) : E.mapLeft(wholeIssue)(readLine(trimmed))
}

const issue = (path: string, got: string): Issue => ({ path, expected: LINE, got })

const wholeIssue = (got: string): Issues => [issue('', got)]

function readLines(text: string): E.Either<Issues, readonly unknown[]> {
  const items: unknown[] = []
  const issues: Issue[] = []
  for (const { line, number } of linesOf(text)) {
    const read = readLine(line)
    if (E.isLeft(read)) issues.push(issue(`line ${number}`, read.left))
    else for (const item of read.right) items.push(item) // there may be too many to spread
    if (issues.length === MAX_ISSUES) break
  }
  return issues.length === 0 ? E.right(items) : E.left(issues)
}

/** One by one, so that a text of millions of lines is not held twice. */
function* linesOf(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let number = 0
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = text.indexOf('\n', start)
    number += 1
    yield { line: text.slice(start, end < 0 ? undefined : end), number } // a CR at its end is trimmed like a blank
  }
}
