import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { invoke } from './invoke.ts'
import { LIBRARY, library } from './library.ts'

const { createHandler } = (await import(`${LIBRARY}lambda/index.js`)) as typeof import('../../../src/lambda/index.ts')

/** rx-fanout's Lambda handler, invoked once for every 5,000 URLs. */
export const lambdaHandler: Client = ({ concurrency, timeoutMs }) => {
  const env = { RX_FANOUT_CONCURRENCY: String(concurrency), RX_FANOUT_ADDRESSES: 'any' }
  const handler = createHandler({ env, transport: library.createTransport() })
  return async (urls) => countCanned(await invoke(handler, urls, { concurrency, timeoutMs }))
}
