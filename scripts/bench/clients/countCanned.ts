import { CANNED_KIND } from '../origin/cannedBody.ts'

/** How many of these parsed bodies are the one that the origin sends; error objects are not. */
export const countCanned = (bodies: readonly unknown[]): number =>
  bodies.reduce<number>((count, body) => count + ((body as { kind?: unknown } | null)?.kind === CANNED_KIND ? 1 : 0), 0)
