import type { FetchResult } from '../domain/FetchResult.ts'
import { createHandler } from '../lambda/createHandler.ts'
import { toAnswer } from '../lambda/toAnswer.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Console } from './Console.ts'
import { startDemoApi } from './demoApi.ts'
import type { ExitCode } from './exitCode.ts'
import { writeOut } from './output/writeOut.ts'
import { toTable } from './table.ts'

const PATHS = ['/users/1', '/users/2', '/weather/oslo', '/slow', '/missing', '/unsteady', '/hello']
/** Short, so that the demo is: the slow endpoint costs three attempts. */
const POLICY = { timeoutMs: 500, retryDelayMs: 50 }

/**
 * Runs the Lambda handler on an event against an API of its own, and shows the event, what happened, and the answer. The
 * table needs whole results, so these are what the handler is asked for; the answer is shown in its usual form.
 */
export async function runDemo({ stdout, stderr }: Console): Promise<ExitCode> {
  const api = await startDemoApi()
  const transport = createTransport()
  try {
    const event = { urls: PATHS.map((path) => api.origin + path), policy: POLICY }
    stderr.write(`event: ${JSON.stringify(event)}\n\n`)
    const full = await createHandler({ env: {}, transport })({ ...event, results: 'full' })
    const results = full.body as readonly FetchResult[]
    stderr.write(`${toTable(results)}\nanswer:\n`)
    return await writeOut(stdout, `${JSON.stringify(toAnswer(results), null, 2)}\n`)
  } finally {
    await transport.close()
    await api.close()
  }
}
