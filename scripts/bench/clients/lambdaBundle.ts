import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { invoke } from './invoke.ts'

const { handler } = (await import(process.env.BENCH_BUNDLE ?? '')) as typeof import('../../../src/lambda/index.ts')

/** The function that is deployed: the bundle with its own transport. */
export const lambdaBundle: Client =
  ({ concurrency, timeoutMs }) =>
  async (urls) =>
    countCanned(await invoke(handler, urls, { concurrency, timeoutMs }))
