import { systemText } from '../systemText.ts'

/** Says in the system's words why something cannot be read; what says it already is left as it is. */
export const cannotRead = (name: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error
    ? new Error(`cannot read ${name}: ${systemText(error as NodeJS.ErrnoException)}`)
    : error
