import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { ok } from './httpMessages.ts'
import { serveSockets } from './serveSockets.ts'

type Identity = { readonly key: string; readonly cert: string }

/** A server in a thread of its own, which answers while this one is busy, as servers elsewhere do. */
export type ThreadServer = { readonly origin: string; accepted(): Promise<number>; close(): Promise<void> }

/** Serves over TLS: answers each chunk of bytes, which it takes for a request. */
export async function serveInThread(identity: Identity): Promise<ThreadServer> {
  const worker = new Worker(new URL(import.meta.url), { workerData: identity, execArgv: [] })
  const [origin] = await once(worker, 'message')
  return {
    origin,
    accepted: async () => {
      worker.postMessage('accepted')
      const [accepted] = await once(worker, 'message')
      return accepted
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

if (!isMainThread && parentPort !== null) {
  const server = await serveSockets(
    (socket) => socket.on('data', () => socket.write(ok('fine'))),
    workerData as Identity,
  )
  parentPort.on('message', () => parentPort?.postMessage(server.accepted))
  parentPort.postMessage(server.origin)
}
