import { expect } from 'chai'
import { lastValueFrom, toArray } from 'rxjs'
import { createTransport } from '../../src/transport/createTransport.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { atOnce } from '../support/atOnce.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { type HeardRequest, head, ok, onRequest, response } from '../support/httpMessages.ts'
import { PHASES } from '../support/phases.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { attemptAt, send, sendInVain, textOf } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

describe('undiciTransport', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** A server that answers each request with some bytes, and what it heard. */
  const open = async (answer: (request: HeardRequest) => string) => {
    const heard: HeardRequest[] = []
    const server = closing(
      await serveSockets((socket) =>
        onRequest(socket, (request) => {
          heard.push(request)
          socket.write(answer(request))
        }),
      ),
    )
    return { server, heard, transport: closing(createTransport()) }
  }

  /** Like `open`, but `/` redirects to a location, and whatever else is asked for is there. */
  const openRedirecting = (location: string | (() => string), status = '302 Found') =>
    open(({ path }) =>
      path === '/'
        ? response(status, [`location: ${typeof location === 'string' ? location : location()}`])
        : ok(`here is ${path}`),
    )

  it('does nothing until it is subscribed to, and makes one attempt for each subscription', async () => {
    const { server, heard, transport } = await open(() => ok('hello'))
    const response$ = transport(attemptAt(server.origin))
    expect(server.accepted).to.equal(0)
    await lastValueFrom(response$)
    await lastValueFrom(response$)
    expect(heard).to.have.lengthOf(2)
  })

  it('emits one response and completes', async () => {
    const { server, transport } = await open(() => response('404 Not Found', ['X-Trace: 1'], 'none'))
    const url = `${server.origin}/a?b#c`
    expect(await lastValueFrom(transport(attemptAt(url)).pipe(toArray()))).to.deep.equal([
      { status: 404, headers: { 'x-trace': '1', 'content-length': '4' }, body: Buffer.from('none'), url },
    ])
  })

  it('gives back the URL verbatim where there was no redirect', async () => {
    const { server, transport } = await open(() => ok(''))
    const url = `HTTP://127.0.0.1:0${server.port}/../%61/.`
    expect((await send(transport, url)).url).to.equal(url)
  })

  for (const url of ['', 'nonsense', '/path', 'http://', 'http://[::1']) {
    it(`fails for the URL "${url}" without throwing`, async () => {
      expect(await sendInVain(closing(createTransport()), url)).to.have.property('kind')
    })
  }

  describe('when it is unsubscribed from', () => {
    for (const [phase, openPhase] of Object.entries(PHASES)) {
      it(`closes the socket at once while ${phase}, and says nothing more`, async () => {
        const { url, options, reached, server } = await openPhase(closing)
        const transport = closing(createTransport(options))
        const before = await activeResources()
        const said: string[] = []
        const subscription = transport(attemptAt(url)).subscribe({
          next: () => said.push('next'),
          error: () => said.push('error'),
          complete: () => said.push('complete'),
        })
        await reached()

        subscription.unsubscribe()
        await Promise.all([untilReleased(before), server?.closed(0)])
        expect(said).to.deep.equal([])
      })
    }

    it('leaves nothing behind in the turn in which it was subscribed to', async () => {
      const { server, heard, transport } = await open(() => ok('hello'))
      const before = await activeResources()
      transport(attemptAt(server.origin)).subscribe().unsubscribe()
      await untilReleased(before)
      expect(heard).to.deep.equal([])
    })

    it('leaves to the next attempt a kept connection that it was about to use', async () => {
      const { server, heard, transport } = await open(({ path }) => ok(path))
      await send(transport, server.origin)
      transport(attemptAt(`${server.origin}/never`))
        .subscribe()
        .unsubscribe()
      expect(textOf(await send(transport, `${server.origin}/next`))).to.equal('/next')
      expect(heard.map(({ path }) => path)).to.deep.equal(['/', '/next'])
      expect(server.accepted).to.equal(1)
    })

    it('closes the socket of the redirect that it has come to', async () => {
      const second = closing(await serveSockets(() => {}))
      const { server, transport } = await openRedirecting(`${second.origin}/`)
      const subscription = transport(attemptAt(server.origin)).subscribe()
      await second.connected(0)
      subscription.unsubscribe()
      await second.closed(0)
    })

    it('leaves the connections of other attempts alone', async () => {
      const { server, transport } = await open(({ path }) => (path === '/hang' ? '' : ok('hello')))
      const subscription = transport(attemptAt(`${server.origin}/hang`)).subscribe()
      await server.connected(0)
      await send(transport, server.origin)
      subscription.unsubscribe()
      await server.closed(0)
      await send(transport, server.origin)
      expect(server.accepted).to.equal(2)
    })
  })

  describe('redirects', () => {
    it('follows them, and names the URL that the response is from', async () => {
      const { server, heard, transport } = await open(({ path }) => {
        const hop = Number(path.slice(1))
        return hop < 3 ? response('307 Temporary Redirect', [`location: ${hop + 1}`]) : ok('arrived')
      })
      const arrived = await send(transport, `${server.origin}/0#top`, { method: 'PUT', body: 'sent' })
      expect([textOf(arrived), arrived.url]).to.deep.equal(['arrived', `${server.origin}/3#top`])
      expect(heard.map(({ method, path, body }) => [method, path, body])).to.deep.equal([
        ['PUT', '/0', 'sent'],
        ['PUT', '/1', 'sent'],
        ['PUT', '/2', 'sent'],
        ['PUT', '/3', 'sent'],
      ])
    })

    it('stays on the connection where a redirect has no body', async () => {
      const { server, transport } = await openRedirecting('/there')
      await send(transport, server.origin)
      expect(server.accepted).to.equal(1)
    })

    const shortBodies: Record<string, readonly string[]> = {
      'of 22 bytes': [response('302 Found', ['location: /there'], 'Moved. Please go there')],
      'in two packets': [head('302 Found', 'location: /there', 'content-length: 2'), 'no'],
      'of 16 KiB': [response('302 Found', ['location: /there'], 'o'.repeat(16_384))],
      'in chunks': [head('302 Found', 'location: /there', 'transfer-encoding: chunked'), '2\r\nno\r\n0\r\n\r\n'],
      'that is wrongly encoded': [response('302 Found', ['location: /there', 'content-encoding: gzip'], 'hello')],
    }
    for (const [kind, packets] of Object.entries(shortBodies)) {
      it(`stays on the connection after a body ${kind}`, async () => {
        const server = closing(
          await serveSockets((socket) =>
            onRequest(socket, async ({ path }) => {
              for (const packet of path === '/' ? packets : [ok('arrived')])
                await new Promise((written) => socket.write(packet, written))
            }),
          ),
        )
        const transport = closing(createTransport())
        expect(textOf(await send(transport, server.origin))).to.equal('arrived')
        await send(transport, server.origin)
        expect(server.accepted).to.be.at.most(packets.length)
      })
    }

    const bodies: Record<string, string> = {
      'whose body never comes': head('302 Found', 'location: /there', 'content-length: 10'),
      'whose body is longer than any limit': head('302 Found', 'location: /there', 'content-length: 99999999999'),
      'whose body never ends': `${head('302 Found', 'location: /there', 'transfer-encoding: chunked')}5\r\nhello\r\n`,
      'whose body is no chunk': `${head('302 Found', 'location: /there', 'transfer-encoding: chunked')}no chunk`,
      'whose body is long': response('302 Found', ['location: /there'], 'o'.repeat(16_385)),
      'whose body is long, in chunks': `${head('302 Found', 'location: /there', 'transfer-encoding: chunked')}4001\r\n${'o'.repeat(16_385)}\r\n0\r\n\r\n`,
    }
    describe('with a body that cannot be read in time', () => {
      const kinds = Object.keys(bodies)
      const acceptedFor = atOnce(kinds, async (kind) => {
        const server = await serveSockets((socket) =>
          onRequest(socket, ({ path }) => socket.write(path === '/' ? (bodies[kind] ?? '') : ok('arrived'))),
        )
        const transport = createTransport()
        try {
          expect(textOf(await send(transport, server.origin))).to.equal('arrived')
          await server.closed(0)
          return server.accepted
        } finally {
          await transport.close()
          await server.close()
        }
      })
      for (const kind of kinds)
        it(`does not wait for a redirect ${kind}, and closes its socket`, async () => {
          expect(await acceptedFor(kind)).to.equal(2)
        })
    })

    it('drops the body where a POST becomes a GET', async () => {
      const { server, heard, transport } = await openRedirecting('/there', '303 See Other')
      await send(transport, server.origin, { method: 'POST', body: 'sent', headers: { 'content-type': 'text/plain' } })
      const [, second] = heard
      expect(second).to.deep.include({ method: 'GET', body: '' })
      expect(second?.headers).not.to.have.any.keys('content-type', 'content-length')
    })

    it('leaves credentials behind at another origin', async () => {
      const other = await open(() => ok(''))
      const { server, heard, transport } = await openRedirecting(`${other.server.origin}/there`)
      const headers = { authorization: 'Basic eDp5', cookie: 'a=1', 'x-api-key': 'k', accept: 'text/plain' }
      await send(transport, server.origin, { headers })
      expect(heard[0]?.headers).to.include(headers)
      expect(other.heard[0]?.headers).to.deep.equal({
        host: other.server.origin.slice('http://'.length),
        connection: 'keep-alive',
        accept: 'text/plain',
      })
    })

    it('neither sends nor shows credentials that a server puts in the location', async () => {
      const { server, heard, transport } = await openRedirecting(
        () => `http://user:pass@127.0.0.1:${server.port}/there`,
      )
      expect((await send(transport, server.origin)).url).to.equal(`${server.origin}/there`)
      expect(heard[1]?.headers).not.to.have.property('authorization')
    })

    for (const status of ['300 Multiple Choices', '304 Not Modified', '305 Use Proxy']) {
      it(`gives back ${status} as a response`, async () => {
        const { server, transport } = await openRedirecting('/there', status)
        expect((await send(transport, server.origin)).status).to.equal(Number.parseInt(status, 10))
      })
    }

    for (const location of ['', '  ']) {
      it(`gives back a 302 to "${location}" as a response`, async () => {
        const { server, transport } = await openRedirecting(location)
        expect((await send(transport, server.origin)).status).to.equal(302)
      })
    }

    it('gives back a 302 without a location as a response', async () => {
      const { server, transport } = await open(() => response('302 Found', [], 'where?'))
      expect(textOf(await send(transport, server.origin))).to.equal('where?')
    })

    const refusals: ReadonlyArray<readonly [location: string, reason: string]> = [
      ['http://[::1', 'location'],
      ['ftp://127.0.0.1/', 'scheme'],
      ['/', 'loop'],
    ]
    for (const [location, reason] of refusals) {
      it(`refuses to follow the location ${location}`, async () => {
        const { server, heard, transport } = await openRedirecting(location)
        expect(await sendInVain(transport, server.origin)).to.deep.include({ kind: 'redirect', reason })
        expect(heard).to.have.lengthOf(1)
      })
    }

    it('refuses to go round in a loop', async () => {
      const { server, heard, transport } = await open(({ path }) =>
        response('301 Moved Permanently', [`location: ${path === '/a' ? '/b' : '/a'}`]),
      )
      expect(await sendInVain(transport, `${server.origin}/a`)).to.deep.include({ kind: 'redirect', reason: 'loop' })
      expect(heard.map(({ path }) => path)).to.deep.equal(['/a', '/b'])
    })

    for (const maxRedirects of [0, 1, 5]) {
      it(`follows no more than ${maxRedirects} where that is the limit`, async () => {
        const { server, heard, transport } = await open(({ path }) => response('302 Found', [`location: ${path}x`]))
        expect(await sendInVain(transport, server.origin, { maxRedirects })).to.deep.equal({
          kind: 'redirect',
          message: `There are more than ${maxRedirects} redirects`,
          reason: 'too-many',
        })
        expect(heard).to.have.lengthOf(maxRedirects + 1)
      })
    }

    it('follows as many as the limit', async () => {
      const { server, transport } = await openRedirecting('/there')
      expect((await send(transport, server.origin, { maxRedirects: 1 })).status).to.equal(200)
    })

    it('limits the body of the last response', async () => {
      const { server, transport } = await openRedirecting('/there')
      expect(await sendInVain(transport, server.origin, { maxBodyBytes: 5 })).to.have.property('kind', 'too-large')
    })
  })
})
