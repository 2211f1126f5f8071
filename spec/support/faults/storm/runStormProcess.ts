import { fork } from 'node:child_process'
import { once } from 'node:events'
import { startServerProcess } from '../server/startServerProcess.ts'
import type { StormOptions, StormReport } from './runStorm.ts'

/** With the default heap, V8 takes hundreds of megabytes before it collects garbage, and a leak would not show. */
const SMALL_HEAP = ['--max-old-space-size=256', '--max-semi-space-size=8']
/** glibc would keep freed buffers for later, in an amount that chance decides; like this it gives them back. */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_ARENA_MAX: '2' }

/** A storm in two processes of its own, one for the server: nothing of the caller's shares its event loop or heap. */
export async function runStormProcess(options: StormOptions): Promise<StormReport> {
  const server = await startServerProcess()
  const script = new URL('./stormProcess.ts', import.meta.url)
  const client = fork(script, [JSON.stringify(server.sites), JSON.stringify(options)], {
    execArgv: options.only ? [] : SMALL_HEAP, // some faults alone, with all results kept, need more
    env: { ...process.env, ...GIVE_BACK },
  })
  const crashed = once(client, 'exit').then(([code]) => {
    throw new Error(`The storm ended with exit code ${code}`)
  })
  try {
    const [report] = (await Promise.race([once(client, 'message'), crashed])) as [StormReport]
    return report
  } finally {
    crashed.catch(() => {}) // it ends in any case, long after it was of interest
    await server.close()
  }
}
