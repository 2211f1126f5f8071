import { expect } from 'chai'
import { traceOf } from '../../src/domain/AttemptTrace.ts'
import { createTransport, type TransportOptions } from '../../src/transport/createTransport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { head, onRequest, response } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, sendInVain } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const to = (location: string): string => response('302 Found', [`location: ${location}`])

describe('RunningAttempt', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** A server that has an answer for each path, and hangs up where there is none. */
  const open = async (answers: Readonly<Record<string, string>>, options: TransportOptions = {}) => {
    const server = closing(
      await serveSockets((socket) => onRequest(socket, ({ path }) => socket.end(answers[path] ?? ''))),
    )
    return { server, transport: closing(createTransport(options)) }
  }

  describe('tells of a failure after redirects how many hops there were and where the last one led', () => {
    const rows: ReadonlyArray<
      readonly [what: string, answers: Record<string, string>, path: string, hops: number, kind: string]
    > = [
      ['a hop that is cut off', { '/': to('/a') }, '/a', 2, 'socket'],
      ['a hop that is no HTTP', { '/': to('/a'), '/a': 'nonsense\r\n' }, '/a', 2, 'protocol'],
      ['the third hop', { '/': to('/a'), '/a': to('/b') }, '/b', 3, 'socket'],
      ['a redirect to nowhere', { '/': to('/a'), '/a': to('http://[') }, '/a', 2, 'redirect'],
      ['a redirect away from http', { '/': to('/a'), '/a': to('ftp://a.example') }, '/a', 2, 'redirect'],
      ['a loop', { '/': to('/a'), '/a': to('/') }, '/a', 2, 'redirect'],
      ['one redirect too many', { '/': to('/a'), '/a': to('/b'), '/b': to('/c') }, '/b', 3, 'redirect'],
      [
        'a body that is too large',
        { '/': to('/a'), '/a': head('200 OK', 'content-length: 9999999') },
        '/a',
        2,
        'too-large',
      ],
    ]
    for (const [what, answers, path, hops, kind] of rows)
      it(`for ${what}`, async () => {
        const { server, transport } = await open(answers)
        const error = await sendInVain(transport, server.origin, { maxRedirects: 2 })
        expect(error.kind).to.equal(kind)
        expect(traceOf(error)).to.deep.equal({ url: `${server.origin}${path}`, hops })
      })

    it('for a hop to where nothing may be sent', async () => {
      const { server, transport } = await open(
        { '/': to('http://user:pass@localhost/x?y') },
        { addresses: { allow: ['127.0.0.1'] } },
      )
      const error = await sendInVain(transport, server.origin)
      expect(error.kind).to.equal('blocked')
      expect(traceOf(error)).to.deep.equal({ url: 'http://localhost/x?y', hops: 2 })
    })
  })

  for (const [what, answers] of [
    ['the first hop', {}],
    ['a redirect that is the first hop', { '/': to('http://[') }],
  ] as const)
    it(`tells nothing of where ${what} led`, async () => {
      const { server, transport } = await open(answers)
      expect(traceOf(await sendInVain(transport, server.origin))).to.equal(undefined)
    })

  it('says how many hops a response took only where there were redirects', async () => {
    const { server, transport } = await open({ '/': to('/a'), '/a': to('/b'), '/b': response('404 No', []) })
    expect(await send(transport, server.origin)).to.include({ status: 404, hops: 3, url: `${server.origin}/b` })
    expect(await send(transport, `${server.origin}/b`)).not.to.have.property('hops')
  })
})
