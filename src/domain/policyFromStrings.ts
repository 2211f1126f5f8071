import * as E from 'fp-ts/lib/Either.js'
import { describeIssues, type Issues } from './describeIssues.ts'
import { BATCH_FIELDS, FetchPolicy, policyFields, REQUEST_FIELDS } from './FetchPolicy.ts'
import { numberFromText } from './PolicyField.ts'

/** The names of all policy fields, in the order in which they are documented. */
export const POLICY_FIELDS = Object.keys(policyFields) as ReadonlyArray<keyof FetchPolicy>

const fields: Readonly<Record<string, { readonly fromText: (text: string) => unknown }>> = {
  ...BATCH_FIELDS,
  ...REQUEST_FIELDS,
}

const toValue = (field: string, text: string): unknown => (fields[field]?.fromText ?? numberFromText)(text)

/** Reads a policy from text, as environments and command lines hold it. */
export const policyFromStrings = (texts: Readonly<Record<string, string>>): E.Either<Issues, FetchPolicy> =>
  E.mapLeft(describeIssues)(
    FetchPolicy.decode(Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, toValue(field, text)]))),
  )
