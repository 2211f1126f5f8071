import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { sleep } from '../sleep.ts'

/** Listens with the smallest backlog, then sleeps, so that nothing is ever accepted, until it is woken to end. */
const LISTENER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    setTimeout(() => {
      Atomics.wait(workerData, 0, 0)
      process.exit()
    }, 10)
  })
`
/** A connection on loopback that takes longer is not coming. */
const CONNECTS_WITHIN_MS = 100

const connectsInTime = async (socket: Socket): Promise<boolean> => {
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECTS_WITHIN_MS) })
    return true
  } catch {
    return false
  }
}

/** Opens a port on loopback where connections neither succeed nor fail. */
export async function openBlackHole(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(LISTENER, { eval: true, workerData: flag })
  const ended = once(worker, 'exit')
  const [port] = (await once(worker, 'message')) as [number]
  await sleep(CONNECTS_WITHIN_MS) // until the listener sleeps
  const fillers: Socket[] = []
  let open = true
  while (open) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    fillers.push(socket)
    open = await connectsInTime(socket)
  }
  return {
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy()
      Atomics.store(flag, 0, 1)
      Atomics.notify(flag, 0)
      await ended
    },
  }
}
