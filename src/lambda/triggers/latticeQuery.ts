import { entriesOf, type ValuesOf } from './multiValue.ts'

/**
 * The parameters of a VPC Lattice request: as they stand in its path, where each name may stand more than once, or else
 * from the first source that has any. Its guide does not say whether those are decoded; a URL tells it by how it begins.
 */
export function latticeQuery(path: string, ...sources: readonly ValuesOf[]): URLSearchParams {
  const at = path.indexOf('?')
  if (at >= 0) return new URLSearchParams(path.slice(at))
  return new URLSearchParams(entriesOf(...sources).map(([name, value]): [string, string] => [name, decoded(value)]))
}

const decoded = (value: string): string => {
  if (!/^https?%3a/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
