import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ServerSpec, ServerUsage } from './ServerSpec.ts'

export type Server = {
  readonly url: string
  readonly usage: () => Promise<ServerUsage>
  readonly stop: () => Promise<void>
}

/** Starts a server in a process of its own, which ends at `stop()` or with this process. */
export const startServer = async (spec: ServerSpec): Promise<Server> => {
  const child = fork(fileURLToPath(new URL('serverProcess.ts', import.meta.url)), [JSON.stringify(spec)])
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`A server ended with ${code}`)))
  ended.catch(() => {}) // Only a question that is still open makes it an error.
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message
  }
  return {
    url: (await answer()) as string,
    usage: async () => {
      child.send('usage')
      return (await answer()) as ServerUsage
    },
    stop: async () => {
      child.disconnect()
      await ended.catch(() => {})
    },
  }
}
