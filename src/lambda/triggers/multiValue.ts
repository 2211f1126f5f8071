import * as t from 'io-ts'

/** Parameters or header fields with the last value of each name. */
export const SingleValues = t.record(t.string, t.string, 'an object of strings')
/** Parameters or header fields with all values of each name. */
export const MultiValues = t.record(t.string, t.readonlyArray(t.string), 'an object of string arrays')

type Values = { readonly [name: string]: string | readonly string[] } | null | undefined

/** Names and values one by one, from the first argument that has any. */
export const entriesOf = (...sources: readonly Values[]): Array<[name: string, value: string]> => {
  const source = sources.find((values) => values !== null && values !== undefined && Object.keys(values).length > 0)
  return Object.entries(source ?? {}).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
}

/** The value of a header field, whatever the case of its name. */
export const headerOf = (headers: ReadonlyArray<[string, string]>, name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? ''
