import { type Behaviour, endAfter, resetAfter } from '../behaviours.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { CHUNKED, chunks, head, TEXT_TYPE, wire } from '../wire.ts'

const TEXT = '0123456789'

type Framing = {
  readonly name: string
  readonly head: Buffer
  readonly body: Buffer
  /** What a FIN after so many bytes of the body comes to. */
  readonly endedAt: (bodyBytes: number) => Expected
}

const cutOff = failure('socket')
const CHUNKED_BODY = chunks(TEXT, 5)
/** `0 CR LF` has come and only the end of the trailers is missing: whether that is whole is open (RFC 9112 section 8). */
const LAST_CHUNK_BYTES = CHUNKED_BODY.length - '\r\n'.length

const FRAMINGS: readonly Framing[] = [
  {
    name: 'content-length',
    head: head('200 OK', TEXT_TYPE, `content-length: ${TEXT.length}`),
    body: wire(TEXT),
    endedAt: () => cutOff,
  },
  {
    name: 'chunked',
    head: head('200 OK', TEXT_TYPE, CHUNKED),
    body: CHUNKED_BODY,
    endedAt: (bytes) => (bytes < LAST_CHUNK_BYTES ? cutOff : either(cutOff, success(TEXT))),
  },
  {
    name: 'close-delimited',
    head: head('200 OK', TEXT_TYPE),
    body: wire(TEXT),
    endedAt: (bytes) => success(bytes === 0 ? null : TEXT.slice(0, bytes)),
  },
]

/** Cuts a response at every one of its bytes: the variant is how many are sent. */
const atEveryOffset =
  (how: string, cut: (...bytes: readonly Buffer[]) => Behaviour, reset: boolean) => (framing: Framing) => {
    const whole = wire(framing.head, framing.body)
    return {
      name: `${how}-at-every-offset-${framing.name}`,
      variants: whole.length,
      serve: (exchange) => cut(whole.subarray(0, exchange.variant))(exchange),
      expected: ({ variant }) => {
        const bodyBytes = variant - framing.head.length
        if (bodyBytes < 0) return cutOff
        // A reset says that the server failed, even where a close would have ended the body.
        if (!reset) return framing.endedAt(bodyBytes)
        return bodyBytes < LAST_CHUNK_BYTES || framing.name !== 'chunked' ? cutOff : either(cutOff, success(TEXT))
      },
    } satisfies Fault
  }

/** Destroying a TLS socket sends no close_notify. */
const destroyAfter =
  (...bytes: readonly Buffer[]): Behaviour =>
  ({ socket }) => {
    socket.write(wire(...bytes), () => socket.destroy())
  }

/** Connections that end within a response. */
export const cutOffFaults: readonly Fault[] = [
  {
    name: 'tls-cut-within-content-length',
    site: 'https',
    serve: destroyAfter(head('200 OK', TEXT_TYPE, 'content-length: 20'), wire(TEXT)),
    expected: cutOff,
  },
  {
    // RFC 9112 section 9.8: without a close_notify it is incomplete; few servers send one, and most clients do not ask.
    name: 'tls-cut-close-delimited',
    site: 'https',
    serve: destroyAfter(head('200 OK', TEXT_TYPE), wire(TEXT)),
    expected: either(cutOff, success(TEXT)),
  },
  ...FRAMINGS.map(atEveryOffset('fin', endAfter, false)),
  ...FRAMINGS.map(atEveryOffset('reset', resetAfter, true)),
]
