import { createRequire } from 'node:module'

/** The undici that the library itself uses, whichever version a peer has brought into this folder. */
export const undici = createRequire(new URL('../../../package.json', import.meta.url))(
  'undici',
) as typeof import('undici')
