import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { sleep } from '../sleep.ts'
import type { Sites } from './sites.ts'

/** How the server treats its open connections: resets them, closes them, or stops listening to them for ever. */
export type Cut = 'reset' | 'end' | 'ignore'

/** What a fault server does when told to. */
export type Controls = {
  /** How many connections are open, over all sites but this one and the black hole. */
  readonly connections: () => number
  readonly cutAll: (how: Cut) => void
}

type Order = { readonly ask: 'connections' } | Freeze

type Freeze = { readonly ask: 'freeze'; readonly pid: number; readonly how: Cut; readonly ms: number }

const freeze = async ({ pid, how, ms }: Freeze, { cutAll }: Controls): Promise<void> => {
  process.kill(pid, 'SIGSTOP')
  cutAll(how)
  await sleep(ms)
  process.kill(pid, 'SIGCONT')
}

const obey = async (order: Order, controls: Controls): Promise<number> => {
  if (order.ask === 'connections') return controls.connections()
  await freeze(order, controls)
  return 0
}

/** The site that takes orders: one for each connection. */
export const createControlServer = (controls: Controls): Server =>
  createServer({ allowHalfOpen: true }, async (socket) => {
    socket.on('error', () => {})
    let asked = ''
    socket.setEncoding('utf8').on('data', (text) => {
      asked += text
    })
    await once(socket, 'end') // a consumer of the stream would destroy its other half, on Node.js 22
    const order: Order = JSON.parse(asked)
    socket.end(String(await obey(order, controls)))
  })

const tell = async (sites: Sites, order: Order): Promise<number> => {
  const socket = connect({ port: sites.control, host: '127.0.0.1', allowHalfOpen: true })
  socket.end(JSON.stringify(order))
  const answer = text(socket)
  await once(socket, 'close')
  return Number(await answer)
}

/** Asks a fault server how many connections it has. */
export const countConnections = (sites: Sites): Promise<number> => tell(sites, { ask: 'connections' })

/** Lets a fault server stop this process for a time, and cut all its connections meanwhile. */
export const freezeThisProcess = async (sites: Sites, how: Cut, ms: number): Promise<void> => {
  await tell(sites, { ask: 'freeze', pid: process.pid, how, ms })
}
