import { strict as assert } from 'node:assert'
import { connect, Socket } from 'node:net'
import { heedReset, hidesResets, isReset } from '../../../src/transport/pool/heedReset.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { useRealSockets } from '../../support/realSockets.ts'
import { serveSockets } from '../../support/serveSockets.ts'

describe('heedReset', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** What a client hears whose server does so once it is spoken to, and whether it knows of a reset. */
  const hear = async (answer: (socket: Socket) => void): Promise<{ said: string; isReset: boolean }> => {
    const server = closing(await serveSockets((socket) => void socket.once('data', () => answer(socket))))
    const socket = connect(server.port, '127.0.0.1')
    closing({ close: async () => void socket.destroy() })
    socket.prependListener('end', () => heedReset(socket))
    socket.on('error', () => {})
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes
    })
    socket.write('?')
    await new Promise((closed) => socket.once('close', closed))
    return { said, isReset: isReset(socket) }
  }

  it('knows a reset right behind the last bytes', async () => {
    const heard = await hear((socket) => socket.write('hello', () => socket.resetAndDestroy()))
    assert.deepEqual(heard, { said: 'hello', isReset: true })
  })

  it('knows an end, and sends nothing', async () => {
    let received = ''
    const heard = await hear((socket) => {
      socket.on('data', (bytes) => {
        received += bytes
      })
      socket.end('hello')
    })
    assert.deepEqual({ ...heard, received }, { said: 'hello', isReset: false, received: '' })
  })

  it('knows an end that a reset follows', async () => {
    const heard = await hear((socket) => socket.end('hello', () => socket.resetAndDestroy()))
    assert.deepEqual(heard, { said: 'hello', isReset: false })
  })

  it('leaves alone what has no descriptor', () => {
    const socket = new Socket()
    heedReset(socket)
    assert.equal(socket.destroyed, false)
    socket.destroy()
  })
})

describe('hidesResets', () => {
  for (const [version, hides] of [
    ['1.48.0', true],
    ['1.51.0', true],
    ['1.52.0', false],
    ['1.100.1', false],
    ['2.0.0', false],
  ] as const)
    it(`is ${hides} of libuv ${version}`, () => {
      assert.equal(hidesResets(version), hides)
    })
})
