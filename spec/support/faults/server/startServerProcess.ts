import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Sites } from './sites.ts'

/**
 * Starts a fault server in a process of its own, so that its work does not delay the client's event loop. Whoever knows
 * its sites can talk to it.
 */
export async function startServerProcess(): Promise<{ readonly sites: Sites; readonly close: () => Promise<void> }> {
  const child = fork(new URL('./serverProcess.ts', import.meta.url))
  const [sites] = (await once(child, 'message')) as [Sites]
  return {
    sites,
    close: async () => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
