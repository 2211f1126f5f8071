import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { versionOf } from '../install/versionOf.ts'
import { cannedBody } from './cannedBody.ts'
import { nginxConfig, STATUS_PATH } from './nginxConfig.ts'
import type { Origin, OriginSpec } from './Origin.ts'
import { selfSignedCertificate } from './selfSignedCertificate.ts'

/** Clock ticks of 10 ms, in which /proc/PID/stat counts on every Linux that Node runs on (proc(5), USER_HZ). */
const MICROS_PER_TICK = 10_000

const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const cpuMicrosOf = (child: ChildProcess): number => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK
}

/** Whether nginx is installed and can play this origin: one port, no delay, and a /proc to read its CPU time from. */
export const nginxCanServe = (spec: OriginSpec): boolean =>
  process.platform === 'linux' && spec.ports === 1 && spec.delayMs === 0 && versionOf('nginx', '-v') !== null

/** Starts nginx as one process that serves one file; it ends with this process. */
export const nginxOrigin = async (spec: OriginSpec): Promise<Origin> => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-bench-'))
  const ports = { origin: await freePort(), status: await freePort() }
  const identity = spec.tls ? selfSignedCertificate() : null
  const json = Buffer.from(cannedBody(spec.body))
  writeFileSync(join(folder, 'body'), spec.gzip ? gzipSync(json) : json)
  if (identity !== null) writeFileSync(join(folder, 'identity.pem'), identity.key + identity.cert)
  writeFileSync(join(folder, 'nginx.conf'), nginxConfig(spec, folder, ports))

  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const fail = (code: number | null): void => process.exit(code ?? 1)
  child.once('exit', fail)

  let asked = 0
  const counters = async (): Promise<{ readonly connections: number; readonly requests: number }> => {
    const question = http.get({
      host: '127.0.0.1',
      port: ports.status,
      path: STATUS_PATH,
      headers: { connection: 'close' },
    })
    const [response] = (await once(question, 'response')) as [http.IncomingMessage]
    const [, connections, requests] = /^ *(\d+) +\d+ +(\d+) *$/m.exec(await text(response)) ?? []
    asked += 1 // nginx counts these questions, each on a connection of its own, too
    return { connections: Number(connections) - asked, requests: Number(requests) - asked }
  }
  for (let attempt = 1; attempt <= 50 && asked === 0; attempt += 1) await counters().catch(() => wait(100))

  return {
    ready: {
      software: versionOf('nginx', '-v')?.replace('nginx version: ', '') ?? 'nginx',
      urls: [`${spec.tls ? 'https' : 'http'}://127.0.0.1:${ports.origin}`],
      certificate: identity?.cert ?? null,
    },
    usage: async () => ({ ...(await counters()), cpuMicros: cpuMicrosOf(child) }),
    stop: async () => {
      child.off('exit', fail).kill()
      await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
