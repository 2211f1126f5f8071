import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Origin, OriginReady, OriginSpec, OriginUsage } from './Origin.ts'

/** Starts an origin in a process of its own, which ends at `stop()` or with this process. */
export const startOrigin = async (spec: OriginSpec): Promise<Origin> => {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(spec)])
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The origin ended with ${code}`)))
  ended.catch(() => {}) // Only a question that is still open makes it an error.
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message
  }
  const ready = (await answer()) as OriginReady
  return {
    ready,
    usage: async () => {
      child.send('usage')
      return (await answer()) as OriginUsage
    },
    stop: async () => {
      child.disconnect()
      await ended.catch(() => {})
    },
  }
}
