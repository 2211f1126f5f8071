import { isDeepStrictEqual } from 'node:util'
import { FetchResult } from '../../../src/domain/FetchResult.ts'
import type { Expected, Outcome } from './expected.ts'
import type { Run } from './Fault.ts'
import { SECRET } from './secret.ts'

const holds = (wanted: unknown, got: unknown): boolean => {
  if (typeof wanted === 'function') return wanted(got) === true
  return isDeepStrictEqual(got, wanted)
}

/** Every field that is wanted is there and right. */
const shows = (wanted: object, got: object): boolean =>
  Object.entries(wanted).every(([field, value]) => {
    const actual: unknown = Reflect.get(got, field)
    return field === 'error' || field === 'headers' ? shows(value, Object(actual)) : holds(value, actual)
  })

const leaks = (result: FetchResult): boolean => {
  if (result.outcome === 'success') return false
  const { error } = result
  return JSON.stringify({ ...error, body: null }).includes(SECRET)
}

const brief = (value: unknown): string => {
  const text = JSON.stringify(value, (key, field) =>
    key === 'headers' || key === 'timing' || key === 'url' ? undefined : field,
  )
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

const describe = (outcome: Outcome): string =>
  JSON.stringify(outcome, (_, field) =>
    typeof field === 'function' ? '(a predicate)' : typeof field === 'string' ? field.slice(0, 80) : field,
  ).slice(0, 200)

/** What is wrong with the result of a run, or undefined. */
export const judge = (run: Run, url: string, index: number, result: FetchResult): string | undefined => {
  if (!FetchResult.is(result)) return `not a FetchResult: ${brief(result)}`
  if (result.index !== index) return `index ${result.index} instead of ${index}`
  if (result.url !== url || result.id !== run.id) return `answers another request: ${result.id} instead of ${run.id}`
  const { expected } = run.fault
  const outcomes: Expected = typeof expected === 'function' ? expected(run) : expected
  if (!outcomes.some((outcome) => shows(outcome, result)))
    return `got ${brief(result)}, expected ${outcomes.map(describe).join(' or ')}`
  if (leaks(result)) return `the error repeats the URL's query or the peer's bytes: ${brief(result)}`
  return undefined
}
