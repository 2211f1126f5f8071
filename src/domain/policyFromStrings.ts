import * as E from 'fp-ts/lib/Either.js'
import { describeIssues, type Issues } from './describeIssues.ts'
import { FetchPolicy, policyFields } from './FetchPolicy.ts'

/** The names of all policy fields, in the order in which they are documented. */
export const POLICY_FIELDS = Object.keys(policyFields) as ReadonlyArray<keyof FetchPolicy>

const toNumber = (text: string): number | string => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text)

const toValue = (field: string, text: string): unknown => {
  if (field === 'parse') return text
  return field === 'retryStatuses' ? text.split(',').map(toNumber) : toNumber(text)
}

/** Reads a policy from text, as environments and command lines hold it; a list is comma-separated. */
export const policyFromStrings = (texts: Readonly<Record<string, string>>): E.Either<Issues, FetchPolicy> =>
  E.mapLeft(describeIssues)(
    FetchPolicy.decode(Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, toValue(field, text)]))),
  )
