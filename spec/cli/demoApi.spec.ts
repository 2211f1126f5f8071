import { expect } from 'chai'
import { startDemoApi } from '../../src/cli/demoApi.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, textOf } from '../support/send.ts'

describe('startDemoApi', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('serves good endpoints, a missing one and one that is not JSON', async () => {
    const { origin } = closing(await startDemoApi())
    const transport = closing(createTransport())
    const answers = ['/users/1', '/users/2', '/users/3', '/weather/oslo', '/hello'].map(async (path) => {
      const response = await send(transport, origin + path)
      return [path, response.status, response.headers['content-type'], textOf(response)]
    })
    expect(await Promise.all(answers)).to.deep.equal([
      ['/users/1', 200, 'application/json', '{"name":"Ada"}'],
      ['/users/2', 200, 'application/json', '{"name":"Grace"}'],
      ['/users/3', 404, 'application/json', '{"error":"no such thing"}'],
      ['/weather/oslo', 200, 'application/json', '{"city":"Oslo","celsius":-3}'],
      ['/hello', 200, 'text/plain', 'Hello from plain text'],
    ])
  })

  it('fails twice at the unsteady endpoint, and then answers', async () => {
    const { origin } = closing(await startDemoApi())
    const transport = closing(createTransport())
    const statuses: number[] = []
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await send(transport, `${origin}/unsteady`)).status)
    expect(statuses).to.deep.equal([503, 503, 200, 200])
  })

  it('is gone after close, whoever still waits', async () => {
    const api = await startDemoApi()
    const transport = closing(createTransport())
    const waiting = send(transport, `${api.origin}/slow`).catch(({ kind }) => kind)
    await send(transport, `${api.origin}/hello`)
    await api.close()
    expect(await waiting).to.equal('socket')
    expect(await send(transport, `${api.origin}/hello`).catch(({ kind }) => kind)).to.equal('connect')
  })
})
