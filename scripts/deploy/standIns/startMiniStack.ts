import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { killWithThisProcess } from '../../lambda/killWithThisProcess.ts'
import { NODE } from '../../lambda/paths.ts'
import { DEPLOY, PYTHON_BIN } from '../folders.ts'

export type MiniStack = { readonly endpoint: string; close(): Promise<void> }

/** It is up in some two seconds; much longer also on a busy machine. */
const PATIENCE_MS = 60_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

async function isUp(endpoint: string, child: ChildProcess): Promise<boolean> {
  for (const endsAt = performance.now() + PATIENCE_MS; performance.now() < endsAt; await wait(100)) {
    if (child.exitCode !== null) return false
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined)
    if (answer?.ok) return true
  }
  return false
}

/** Somebody else may take the port before Python does. */
const ATTEMPTS = 3

/** Starts MiniStack on loopback, with functions that are invoked at `invokeUrl`. */
export async function startMiniStack(invokeUrl: string, log: string): Promise<MiniStack> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const miniStack = await tryToStart(invokeUrl, log)
    if (miniStack !== undefined) return miniStack
  }
  throw new Error(`MiniStack did not start: ${log} tells why`)
}

async function tryToStart(invokeUrl: string, log: string): Promise<MiniStack | undefined> {
  const port = await freePort()
  const child = spawn(`${PYTHON_BIN}python`, [`${DEPLOY}standIns/start_ministack.py`], {
    env: {
      PATH: [dirname(NODE), process.env.PATH].join(delimiter),
      BIND_HOST: '127.0.0.1', // it listens everywhere without
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      RX_FANOUT_INVOKE_URL: invokeUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const file = createWriteStream(log)
  child.stdout.pipe(file)
  child.stderr.pipe(file, { end: false })
  const { stopWatching } = killWithThisProcess(child)
  const ended = once(child, 'exit')
  const endpoint = `http://127.0.0.1:${port}` // an IP: for a name the SDK asks for <bucket>.<name>
  const close = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
    stopWatching()
  }
  if (await isUp(endpoint, child)) return { endpoint, close }
  await close()
  return undefined
}
