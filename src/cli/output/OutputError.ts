import { getSystemErrorMap } from 'node:util'

/** Results could not be written where they belong. */
export class OutputError extends Error {}

/** Says in the system's words why something cannot be written. */
export const cannotWrite = (what: string, failure: NodeJS.ErrnoException): OutputError => {
  const [, text = failure.message] = getSystemErrorMap().get(failure.errno ?? 0) ?? []
  return new OutputError(`cannot write ${what}: ${text}`)
}
