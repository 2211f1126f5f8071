import { fileURLToPath } from 'node:url'

/** The folder of the bench. */
export const BENCH = fileURLToPath(new URL('.', import.meta.url))
/** The project's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Where the bench keeps what it builds: beside the peers, so that no tool looks into it. */
export const CACHE = `${BENCH}node_modules/.cache/`
