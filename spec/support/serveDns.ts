import { createSocket } from 'node:dgram'
import { promises } from 'node:dns'
import { once } from 'node:events'

/** What a DNS server says about a name: the bytes of its addresses, why there are none, or nothing at all. */
export type DnsAnswer = ReadonlyArray<readonly number[]> | 'server failure' | 'no such name' | 'silence'

export type DnsServer = {
  /** Every question, as `type name`. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** RFC 1035 section 3.2.2 and RFC 3596 section 2.1. */
const TYPES: Readonly<Record<number, string>> = { 1: 'A', 28: 'AAAA' }
/** RFC 1035 section 4.1.1. */
const RESPONSE_CODES = { 'server failure': 2, 'no such name': 3 }
const HEADER_BYTES = 12

const readQuestion = (query: Buffer): { name: string; type: string; end: number } => {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), type: TYPES[query.readUInt16BE(at + 1)] ?? 'other', end: at + 5 }
}

/** A record for the name of the question, to be forgotten at once. */
const toRecord = (address: readonly number[]): Buffer => {
  const [type, length] = address.length === 4 ? [1, 4] : [28, 16]
  return Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 0, 0, length, ...address])
}

const toResponse = (query: Buffer, questionEnd: number, answer: Exclude<DnsAnswer, 'silence'>): Buffer => {
  const records = typeof answer === 'string' ? [] : answer.map(toRecord)
  const head = Buffer.from(query.subarray(0, questionEnd))
  head.writeUInt16BE(0x8180 + (typeof answer === 'string' ? RESPONSE_CODES[answer] : 0), 2)
  head.writeUInt16BE(records.length, 6)
  head.fill(0, 8, HEADER_BYTES) // of the query's extensions nothing is repeated
  return Buffer.concat([head, ...records])
}

/** A DNS server on loopback, which every resolver made before `close` asks instead of the system's. */
export async function serveDns(answer: (name: string, type: string) => DnsAnswer): Promise<DnsServer> {
  const asked: string[] = []
  const socket = createSocket({ type: 'udp4', lookup: (address, _, found) => found(null, address, 4) }) // not the system
  socket.on('message', (query, client) => {
    const { name, type, end } = readQuestion(query)
    asked.push(`${type} ${name}`)
    const said = answer(name, type)
    if (said !== 'silence') socket.send(toResponse(query, end, said), client.port, client.address)
  })
  const listening = once(socket, 'listening')
  socket.bind(0, '127.0.0.1')
  await listening

  const { Resolver } = promises
  class LoopbackResolver extends Resolver {
    constructor(options: ConstructorParameters<typeof Resolver>[0]) {
      super(options)
      this.setServers([`127.0.0.1:${socket.address().port}`])
    }
  }
  Reflect.set(promises, 'Resolver', LoopbackResolver)

  return {
    asked,
    close: async () => {
      Reflect.set(promises, 'Resolver', Resolver)
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
