import { entriesOf, type ValuesOf } from './multiValue.ts'

/** Parameters of VPC Lattice, whose guide does not say whether they are decoded: a URL tells it by how it begins. */
export const latticeQuery = (...sources: readonly ValuesOf[]): URLSearchParams =>
  new URLSearchParams(entriesOf(...sources).map(([name, value]): [string, string] => [name, decoded(value)]))

const decoded = (value: string): string => {
  if (!/^https?%3a/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
