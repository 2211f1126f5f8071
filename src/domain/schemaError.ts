import type * as t from 'io-ts'
import type { StandardIssue } from './BodyCodec.ts'
import { pathOf } from './describeIssues.ts'
import type { SchemaError, SchemaIssue } from './ErrorKinds.ts'

/** How much is told of what is wrong with a body. */
const MOST = { issues: 10, expectedLength: 200 }

/** What is expected where nobody says. */
const OTHER = 'another value'

const shorten = (text: string): string =>
  text.length > MOST.expectedLength ? `${text.slice(0, MOST.expectedLength)}…` : text

/** The error of a body that does not fit, with the first few issues. */
const schemaError = (issues: readonly SchemaIssue[]): SchemaError => {
  const [{ path, expected } = { path: '', expected: OTHER }] = issues
  const message = `The body does not fit its codec${path === '' ? '' : ` at ${path}`}: ${expected}`
  return { kind: 'schema', message, issues: [...issues] }
}

/** The keys of a path, without the branches of unions and intersections, which look at the same value. */
const keysOf = (context: t.Context): string[] =>
  context.flatMap(({ key, actual }, depth) =>
    depth === 0 || Object.is(actual, context[depth - 1]?.actual) ? [] : [key],
  )

/** What io-ts found wrong. What belongs there is the name of the codec that refused it; decoders of another kind do not say. */
export const ioTsSchemaError = (errors: t.Errors): SchemaError =>
  schemaError(
    (Array.isArray(errors) ? errors : []).slice(0, MOST.issues).map(({ context }) => ({
      path: pathOf(keysOf(context)),
      expected: shorten(String(context.at(-1)?.type.name ?? OTHER)),
    })),
  )

const keyOf = (step: PropertyKey | { readonly key: PropertyKey }): PropertyKey =>
  typeof step === 'object' ? step.key : step

/** The fewest characters that are no longer in a message by chance. */
const TELLING_LENGTH = 4

/** Whether a message repeats a value of the body. */
const repeats = (message: string, value: unknown): boolean => {
  if (typeof value === 'number') return message.split(/[^\w.+-]+/).includes(String(value))
  if (typeof value !== 'string') return false
  const quoted = ['"', "'", '`'].some((quote) => message.includes(quote + value + quote))
  return quoted || (value.length >= TELLING_LENGTH && message.includes(value))
}

/** What belongs in a place: some schemas say it by itself, others in a message, which may repeat what was received. */
const expectedOf = (issue: StandardIssue, received: unknown): string => {
  const { expected } = issue as { expected?: unknown }
  if (typeof expected === 'string' && expected !== '') return shorten(expected)
  const message = String(issue.message)
  return message === '' || repeats(message, received) ? OTHER : shorten(message)
}

/** What a Standard Schema found wrong with a body. */
export const standardSchemaError = (issues: readonly StandardIssue[], body: unknown): SchemaError =>
  schemaError(
    [...issues].slice(0, MOST.issues).map((issue) => {
      const keys = [...(issue.path ?? [])].map(keyOf)
      const received = keys.reduce<unknown>((value, key) => (Object(value) as Record<PropertyKey, unknown>)[key], body)
      return { path: pathOf(keys.map(String)), expected: expectedOf(issue, received) }
    }),
  )
