import { systemText } from '../systemText.ts'

/** Results could not be written where they belong. */
export class OutputError extends Error {}

/** Says in the system's words why something cannot be written. */
export const cannotWrite = (what: string, failure: NodeJS.ErrnoException): OutputError =>
  new OutputError(`cannot write ${what}: ${systemText(failure)}`)
