import type { Socket } from 'node:net'
import { expect } from 'chai'
import * as t from 'io-ts'
import { EMPTY } from 'rxjs'
import { collectBatch } from '../src/collectBatch.ts'
import { FetchError, type FetchErrorOf } from '../src/domain/FetchError.ts'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import { FetchResult } from '../src/domain/FetchResult.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { createTransport, type TransportOptions } from '../src/transport/createTransport.ts'
import type { Transport } from '../src/transport/Transport.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { certificate } from './support/faults/server/certificates.ts'
import { type HeardRequest, head, onRequest, response } from './support/httpMessages.ts'
import { useRealSockets } from './support/realSockets.ts'
import { serveSockets } from './support/serveSockets.ts'

/** One way to an error: how the server behaves, what is asked of it, and what comes of it. */
type Case = {
  /** What the server does with a request; without it, it never answers. */
  readonly answer?: (socket: Socket, request: HeardRequest) => void
  /** The URL, where it is not the server's. */
  readonly url?: string
  readonly request?: Omit<FetchRequest, 'url'>
  readonly options?: FetchOptions
  readonly transportOptions?: TransportOptions
  /** In place of the real one. */
  readonly transport?: Transport
  /** Whether the server has a certificate, which nobody trusts. */
  readonly https?: true
  readonly error: FetchError
}

const JSON_TYPE = 'content-type: application/json'

/** No process serves tcpmux any more, and the port is never given out to clients. */
const REFUSED_URL = 'http://127.0.0.1:1/'

const answerWith = (bytes: string | Uint8Array) => (socket: Socket) => socket.write(bytes)
const answerJson = (json: string, ...fields: readonly string[]) =>
  answerWith(response('200 OK', [JSON_TYPE, ...fields], json))
const redirectTo = (location: string) => answerWith(response('302 Found', [`location: ${location}`]))

const never = () => new Promise<never>(() => {})
const rejectWith = (code: string) => async () => {
  throw Object.assign(new Error(code), { code })
}

type Clock = FetchErrorOf<'timeout'>['clock']
type ParseReason = FetchErrorOf<'parse'>['reason']
type RedirectReason = FetchErrorOf<'redirect'>['reason']

const timeout = (clock: Clock): FetchError => ({
  kind: 'timeout',
  message: 'Request timed out',
  clock,
})
const parse = (reason: ParseReason, message: string): FetchError => ({
  kind: 'parse',
  message,
  reason,
})
const redirect = (reason: RedirectReason, message: string): FetchError => ({
  kind: 'redirect',
  message,
  reason,
})

const CASES: Readonly<Record<string, Case>> = {
  'a connection that is not made in time': {
    url: 'http://api.test/',
    transportOptions: { connectTimeoutMs: 50, resolve: never },
    error: timeout('connect'),
  },
  'a response that does not come in time': { options: { timeoutMs: 50 }, error: timeout('attempt') },
  'a request that takes too long with all its attempts': {
    options: { totalTimeoutMs: 50 },
    error: timeout('total'),
  },

  'a name that there is not': {
    url: 'http://api.test/',
    transportOptions: { resolve: rejectWith('ENOTFOUND') },
    error: { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' },
  },
  'a name that nobody can tell': {
    url: 'http://api.test/',
    transportOptions: { resolve: rejectWith('EAI_AGAIN') },
    error: { kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' },
  },

  'a port where nobody listens': {
    url: REFUSED_URL,
    error: { kind: 'connect', message: 'The connection failed', code: 'ECONNREFUSED' },
  },
  'a certificate that is not trusted': {
    https: true,
    error: { kind: 'tls', message: 'The TLS handshake failed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  },
  'an address that may not be connected to': {
    transportOptions: { addresses: 'public' },
    error: { kind: 'blocked', message: 'The request is not allowed' },
  },

  'a connection that is cut off': {
    answer: (socket) => socket.write(head('200 OK', 'content-length: 10'), () => socket.resetAndDestroy()),
    error: { kind: 'socket', message: 'The connection was cut off', code: 'ECONNRESET' },
  },
  'an answer that is no HTTP': {
    answer: answerWith('220 mail.test ESMTP\r\n'),
    error: { kind: 'protocol', message: 'The response is not valid HTTP', code: 'HPE_INVALID_CONSTANT' },
  },

  'a status that is not 2xx': {
    answer: answerWith(response('404 Not Found', [JSON_TYPE], '{"reason":"none"}')),
    error: {
      kind: 'status',
      message: 'HTTP status 404',
      status: 404,
      headers: { 'content-type': 'application/json', 'content-length': '17' },
      body: { reason: 'none' },
    },
  },
  'a status with a time to wait': {
    answer: answerWith(response('429 Too Many Requests', ['retry-after: 3'])),
    error: {
      kind: 'status',
      message: 'HTTP status 429',
      status: 429,
      headers: { 'retry-after': '3', 'content-length': '0' },
      body: null,
      retryAfterMs: 3_000,
    },
  },
  'a status with more time to wait than there is': {
    answer: answerWith(response('429 Too Many Requests', ['retry-after: 3'])),
    options: { retries: 1, maxRetryAfterMs: 2_000 },
    error: {
      kind: 'rate-limited',
      message: 'The server asks to wait 3000 ms',
      status: 429,
      retryAfterMs: 3_000,
    },
  },

  'a body that is not encoded as it says': {
    answer: answerJson('{}', 'content-encoding: gzip'),
    error: parse('encoding', 'The response is not validly encoded'),
  },
  'a body in more encodings than anyone undoes': {
    answer: answerJson('{}', 'content-encoding: gzip, gzip, gzip, gzip, gzip'),
    error: parse('encoding', 'The response has too many content encodings'),
  },
  'JSON that is not UTF-8': {
    answer: answerWith(Buffer.from(response('200 OK', [JSON_TYPE], '"?"').replace('?', '\xff'), 'latin1')),
    error: parse('charset', 'The response is not valid utf-8'),
  },
  'JSON that is not UTF-8, in a charset that nobody knows': {
    answer: answerWith(
      Buffer.from(
        response('200 OK', ['content-type: application/json; charset=klingon'], '"?"').replace('"?', '"\xff'),
        'latin1',
      ),
    ),
    error: parse('charset', 'The response is in an unknown charset'),
  },
  'JSON that is none': { answer: answerJson('{"a":'), error: parse('json', 'The response is not valid JSON') },
  'JSON that is too deep': {
    answer: answerJson('['.repeat(201) + ']'.repeat(201)),
    error: parse('depth', 'The response is JSON nested deeper than 200 levels'),
  },

  'a body that is too large': {
    answer: answerJson('"0123456789"'),
    options: { maxBodyBytes: 10 },
    error: {
      kind: 'too-large',
      message: "The response's body is larger than 10 bytes",
      part: 'body',
      limitBytes: 10,
    },
  },
  'headers that are too large': {
    answer: answerWith(head('200 OK', `x-padding: ${'x'.repeat(70_000)}`, 'content-length: 0')),
    error: {
      kind: 'too-large',
      message: "The response's headers are larger than 65536 bytes",
      part: 'headers',
      limitBytes: 65_536,
    },
  },

  'a redirect to nowhere': {
    answer: redirectTo('http://[::1'),
    error: redirect('location', 'The redirect leads to no valid URL'),
  },
  'a redirect to another protocol': {
    answer: redirectTo('ftp://127.0.0.1/'),
    error: redirect('scheme', 'The redirect leads away from http and https'),
  },
  'a redirect in a loop': {
    answer: redirectTo('?again'),
    error: redirect('loop', 'The redirects go round in a loop'),
  },
  'too many redirects': {
    answer: (socket, { path }) => socket.write(response('302 Found', [`location: ${path}x`])),
    options: { maxRedirects: 2 },
    error: redirect('too-many', 'There are more than 2 redirects'),
  },

  'a body that is not what the codec asks for': {
    answer: answerJson('{"name":7}'),
    options: { codec: t.type({ name: t.string }, 'User') },
    error: {
      kind: 'schema',
      message: 'The body does not fit its codec at name: string',
      issues: [{ path: 'name', expected: 'string' }],
    },
  },

  'a batch that takes too long': {
    options: { deadlineMs: 50 },
    error: { kind: 'deadline', message: 'The deadline of the batch passed' },
  },
  'a batch that is aborted': {
    options: { signal: AbortSignal.abort() },
    error: { kind: 'aborted', message: 'The batch was aborted' },
  },

  'a URL that is none': {
    url: 'nonsense',
    error: {
      kind: 'invalid-request',
      message:
        'Invalid request: url must be an absolute URL, got one without a scheme: put http:// or https:// in front',
      field: 'url',
    },
  },
  'a transport that says nothing': {
    transport: () => EMPTY,
    error: { kind: 'unexpected', message: 'The transport completed without a response' },
  },
  'a transport that throws': {
    transport: () => {
      throw new RangeError('https://user:password@api.example/')
    },
    error: { kind: 'unexpected', message: 'Unexpected error (RangeError)' },
  },
}

/** Kinds that no request comes to by itself: the Lambda makes them of what has no room in its answer. */
const MADE_ELSEWHERE = ['OutputLimitError']

/** What tells errors of one kind apart. The types make each of these lists whole. */
const CLOCKS: Record<Clock, 'clock'> = { connect: 'clock', attempt: 'clock', total: 'clock' }
const PARSE_REASONS: Record<ParseReason, 'reason'> = {
  encoding: 'reason',
  charset: 'reason',
  json: 'reason',
  depth: 'reason',
}
const REDIRECT_REASONS: Record<RedirectReason, 'reason'> = {
  location: 'reason',
  scheme: 'reason',
  loop: 'reason',
  'too-many': 'reason',
}
const PARTS: Record<FetchErrorOf<'too-large'>['part'], 'part'> = { body: 'part', headers: 'part' }
const CODES: Record<'ENOTFOUND' | 'EAI_AGAIN', 'code'> = { ENOTFOUND: 'code', EAI_AGAIN: 'code' }

describe('FetchError', () => {
  useRealSockets()
  const closing = closeAfterEach()

  for (const [what, row] of Object.entries(CASES)) {
    const { answer, url, request, options, transportOptions, transport, https, error } = row

    it(`is ${error.kind} for ${what}`, async () => {
      const server = closing(
        await serveSockets(
          (socket) => onRequest(socket, (heard) => answer?.(socket, heard)),
          https && certificate('self-signed'),
        ),
      )
      const use = transport ?? closing(createTransport(transportOptions))
      const requests = [{ url: url ?? `${server.origin}/`, ...request }]
      const [result] = await collectBatch(requests, { retries: 0, transport: use, ...options })
      expect(result).to.have.deep.property('error', error)
      expect(FetchResult.is(JSON.parse(JSON.stringify(result)))).to.equal(true)
    })
  }

  it('is aborted for a transport that is closed meanwhile', async () => {
    const server = closing(await serveSockets(() => {}))
    const transport = createTransport()
    const results = collectBatch([server.origin], { transport })
    await server.connected(0)
    await transport.close()
    expect((await results)[0]).to.deep.include({
      error: { kind: 'aborted', message: 'The transport was closed' },
      attempts: 1,
    })
  })

  it('is aborted for a batch that is aborted meanwhile, and the socket is closed', async () => {
    const server = closing(await serveSockets(() => {}))
    const controller = new AbortController()
    const results = collectBatch([server.origin], { signal: controller.signal })
    await server.connected(0)
    controller.abort()
    expect((await results)[0]).to.have.nested.property('error.kind', 'aborted')
    await server.closed(0)
  })

  it('has a case above for each of its kinds', () => {
    const { types } = FetchError as unknown as { types: ReadonlyArray<{ name: string; is(error: unknown): boolean }> }
    const errors = Object.values(CASES).map(({ error }) => error)
    const missing = types.filter((type) => !errors.some(type.is)).map(({ name }) => name)
    expect(missing.filter((name) => !MADE_ELSEWHERE.includes(name))).to.deep.equal([])
  })

  const variants = {
    timeout: CLOCKS,
    parse: PARSE_REASONS,
    redirect: REDIRECT_REASONS,
    'too-large': PARTS,
    dns: CODES,
  }
  for (const [kind, values] of Object.entries(variants)) {
    for (const [value, field] of Object.entries(values)) {
      it(`has a case above for ${kind} with the ${field} ${value}`, () => {
        const errors = Object.values(CASES).map(({ error }) => error)
        expect(errors.some((error) => error.kind === kind && Reflect.get(error, field) === value)).to.equal(true)
      })
    }
  }
})
