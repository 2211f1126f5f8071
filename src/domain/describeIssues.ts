import type * as t from 'io-ts'
import { NO_SUCH_FIELD } from './closed.ts'
import { nearestName } from './nearestName.ts'

/** One thing wrong with an input: where, what was expected there, and what was received. */
export interface Issue {
  /** Where, as in `urls[1].method`; empty for the input itself. */
  readonly path: string
  /** What belongs there. */
  readonly expected: string
  /** What was received: small values as they are, the others by their type. */
  readonly got: unknown
}
/** Everything that is wrong with an input; at least one thing. */
export type Issues = readonly Issue[]

/** The most characters of a received string, or of a key, that are repeated in an issue. */
const MAX_GOT_LENGTH = 100

/** What was received, short enough to be repeated: small values as they are, the others by their type. */
const summarize = (value: unknown): unknown => {
  if (typeof value === 'string') return value.length > MAX_GOT_LENGTH ? `${value.slice(0, MAX_GOT_LENGTH)}…` : value
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  return typeof value === 'object' ? 'an object' : typeof value === 'undefined' ? 'nothing' : `a ${typeof value}`
}

const isIndex = (key: string): boolean => /^\d+$/.test(key)
const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

const shorten = (key: string): string => (key.length > MAX_GOT_LENGTH ? `${key.slice(0, MAX_GOT_LENGTH)}…` : key)

const step = (path: string, key: string): string => {
  if (isIndex(key)) return `${path}[${key}]`
  if (!isName(key)) return `${path}[${JSON.stringify(shorten(key))}]`
  return path === '' ? shorten(key) : `${path}.${shorten(key)}`
}

/** Where something is, as it would be written in a program. */
export const pathOf = (keys: readonly string[]): string => keys.reduce(step, '')

/** What was received in a word, for messages that must not repeat what may be secret. */
export const summarizeDiscreetly = (value: unknown): unknown =>
  typeof value === 'string' ? 'a string' : summarize(value)

/** Says each validation error as an {@link Issue}; the path of the value itself is empty. */
export const describeIssues = (errors: t.Errors, tell: (value: unknown) => unknown = summarize): Issues =>
  errors.map(({ context, value }) => ({
    path: pathOf(context.slice(1).map(({ key }) => key)),
    expected: context.at(-1)?.type.name ?? 'a valid value',
    got: tell(value),
  }))

/** A path down to the headers of a request: their names may be secrets in the wrong place. */
export const withoutHeaderName = (path: string): string => path.replace(/((?:^|\.)headers)[.[].*/s, '$1')

/** One issue as a sentence, for an error message; the nearest of `known` is named where there is no such field. */
export const issueSentence = ({ path, expected, got }: Issue, known: readonly string[] = []): string => {
  if (expected !== NO_SUCH_FIELD)
    return `${path || 'it'} must be ${expected}, got ${typeof got === 'string' ? got : JSON.stringify(got)}`
  const nearest = nearestName(path.slice(path.lastIndexOf('.') + 1), known)
  return `${path} is no known field${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
}
