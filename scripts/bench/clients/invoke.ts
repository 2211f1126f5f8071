import type { Setting } from './Client.ts'

/** About 4.4 MB of the canned body: a Lambda's answer may have 6 MB (AWS Lambda quotas, "Invocation payload"). */
const URLS_PER_INVOCATION = 5_000

const context = { getRemainingTimeInMillis: () => 900_000 }

/** Hands the URLs to a Lambda handler, 5,000 in each event, and gives the bodies that it answers with. */
export const invoke = async (
  handler: (event: unknown, context: { getRemainingTimeInMillis: () => number }) => Promise<unknown>,
  urls: readonly string[],
  policy: Setting,
): Promise<readonly unknown[]> => {
  const bodies: unknown[] = []
  for (let from = 0; from < urls.length; from += URLS_PER_INVOCATION) {
    const answer = await handler({ urls: urls.slice(from, from + URLS_PER_INVOCATION), policy }, context)
    bodies.push(...(answer as { readonly body: readonly unknown[] }).body)
  }
  return bodies
}
