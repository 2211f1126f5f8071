import { getSystemErrorMap } from 'node:util'

/** Where the system's words would not help. */
const CLEARER: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  Z_BUF_ERROR: 'it is gzip that is cut off',
  Z_DATA_ERROR: 'it is named as gzip, and is none or damaged',
}

/** What went wrong with a file in the system's words, without the code and the call that Node.js puts around them. */
export function systemText({ code = '', message }: NodeJS.ErrnoException): string {
  const words = new Map(getSystemErrorMap().values())
  return CLEARER[code] ?? words.get(code) ?? message
}
