import * as t from 'io-ts'
import { listOf, recordOf } from '../../domain/closed.ts'

/** Parameters or header fields with the last value of each name. */
export const SingleValues = recordOf(t.string, 'an object of strings')
/** Parameters or header fields with all values of each name. */
export const MultiValues = recordOf(listOf(t.string, 'string[]'), 'an object of string arrays')

/** Parameters or header fields with one or all values of each name. */
export const Values = recordOf(t.union([t.string, listOf(t.string, 'string[]')]), 'an object of strings')

export type ValuesOf = { readonly [name: string]: string | readonly string[] } | null | undefined

const entriesOfFirst = (sources: readonly ValuesOf[]) =>
  sources.map((values) => Object.entries(values ?? {})).find((entries) => entries.length > 0) ?? []

/** Names and values one by one, from the first argument that has any. */
export const entriesOf = (...sources: readonly ValuesOf[]): Array<[name: string, value: string]> =>
  entriesOfFirst(sources).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))

/** The first value of a header field, whatever the case of its name, from the first source that has any field. */
export const headerOf = (name: string, ...sources: readonly ValuesOf[]): string => {
  for (const source of sources) {
    let hasAny = false
    for (const key in source) {
      if (key.toLowerCase() === name) return [source[key]].flat()[0] ?? ''
      hasAny = true
    }
    if (hasAny) return ''
  }
  return ''
}
