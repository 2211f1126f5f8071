// The process of one server: listens as its argument says, then answers each message with what it has seen so far.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cannedBody } from '../origin/cannedBody.ts'
import { answerBy } from './answerBy.ts'
import type { ServerSpec, ServerUsage } from './ServerSpec.ts'

const { rule, workMs, settlingMs } = JSON.parse(process.argv[2] ?? '') as ServerSpec
const answerNext = answerBy(rule)
const body = cannedBody('small')
let inFlight = 0
let laterFromMs = Number.POSITIVE_INFINITY
const seen = { attempts: 0, refused: 0, laterAttempts: 0, laterRefused: 0 }

const count = (isRefused: boolean): void => {
  const isLater = performance.now() >= laterFromMs
  seen.attempts += 1
  if (isRefused) seen.refused += 1
  if (isLater) seen.laterAttempts += 1
  if (isLater && isRefused) seen.laterRefused += 1
}

const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => {
  inFlight += 1
  response.once('close', () => {
    inFlight -= 1
  })
  const { status, headers, extraMs } = answerNext(performance.now(), inFlight)
  count(status !== 200)
  const send = (): void => {
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(status === 200 ? body : '{}')
    if (laterFromMs === Number.POSITIVE_INFINITY) laterFromMs = performance.now() + settlingMs
  }
  const afterMs = status === 200 ? workMs + extraMs : 0 // a refusal is no work
  if (afterMs === 0) send()
  else setTimeout(send, afterMs)
})
await once(server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }), 'listening')

process.on('message', () => process.send?.(seen satisfies ServerUsage))
process.on('disconnect', () => process.exit()) // The bench has ended, however it ended.
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
