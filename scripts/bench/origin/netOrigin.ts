import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { gzipSync } from 'node:zlib'
import { cannedBody } from './cannedBody.ts'
import { headCounter } from './headCounter.ts'
import type { Origin, OriginSpec } from './Origin.ts'
import { selfSignedCertificate } from './selfSignedCertificate.ts'

const cannedResponse = (spec: OriginSpec): Buffer => {
  const json = Buffer.from(cannedBody(spec.body))
  const body = spec.gzip ? gzipSync(json) : json
  const head = [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    ...(spec.gzip ? ['Content-Encoding: gzip'] : []),
    `Content-Length: ${body.length}`,
    'Connection: keep-alive',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

/** Starts an origin in this process: it reads nothing of a request but its end, and answers each with the same bytes. */
export const netOrigin = async (spec: OriginSpec): Promise<Origin> => {
  const response = cannedResponse(spec)
  let requests = 0
  let connections = 0

  const serve = (socket: net.Socket): void => {
    const countHeads = headCounter()
    connections += 1
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy()) // A client that ends its process resets its sockets.
    socket.on('data', (chunk) => {
      const heads = countHeads(chunk)
      if (heads === 0) return
      requests += heads
      const answer = heads === 1 ? response : Buffer.concat(Array.from({ length: heads }, () => response))
      if (spec.delayMs === 0) socket.write(answer)
      else setTimeout(() => socket.write(answer), spec.delayMs)
    })
  }

  const identity = spec.tls ? selfSignedCertificate() : null
  const listen = async (): Promise<string> => {
    const server =
      identity === null ? net.createServer(serve) : tls.createServer({ key: identity.key, cert: identity.cert }, serve)
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 })
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    return `${spec.tls ? 'https' : 'http'}://127.0.0.1:${port}`
  }

  const urls = await Promise.all(Array.from({ length: spec.ports }, listen))
  return {
    ready: { software: `node:net, Node.js ${process.version}`, urls, certificate: identity?.cert ?? null },
    usage: async () => {
      const { user, system } = process.cpuUsage()
      return { cpuMicros: user + system, requests, connections }
    },
    stop: async () => {}, // All of it ends with this process.
  }
}
