import { createTransport } from '../../../src/index.ts'
import { createHandler } from '../../../src/lambda/index.ts'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'

/** About 4.4 MB of the canned body: a Lambda's answer may have 6 MB (AWS Lambda quotas, "Invocation payload"). */
const URLS_PER_INVOCATION = 5_000

const context = { getRemainingTimeInMillis: () => 900_000 }

/** rx-fanout's Lambda handler, invoked once for every 5,000 URLs. */
export const lambdaHandler: Client = ({ concurrency, timeoutMs }) => {
  const env = { RX_FANOUT_CONCURRENCY: String(concurrency), RX_FANOUT_ADDRESSES: 'any' }
  const handler = createHandler({ env, transport: createTransport() })
  return async (urls) => {
    const bodies: unknown[] = []
    for (let from = 0; from < urls.length; from += URLS_PER_INVOCATION) {
      const event = { urls: urls.slice(from, from + URLS_PER_INVOCATION), policy: { concurrency, timeoutMs } }
      const answer = (await handler(event, context)) as { readonly body: readonly unknown[] }
      bodies.push(...answer.body)
    }
    return countCanned(bodies)
  }
}
