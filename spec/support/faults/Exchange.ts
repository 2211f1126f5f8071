import type { Socket } from 'node:net'
import type { Sites } from './server/sites.ts'

/** One request as the fault server sees it, and the socket on which to answer it. */
export type Exchange = {
  readonly socket: Socket
  readonly method: string
  /** Names are lower-case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The run's id. */
  readonly id: string
  readonly variant: number
  readonly keepAlive: boolean
  /** What follows the run in the path: where a chain of redirects has got to. */
  readonly step: string
  /** The path of this run, without a step. */
  readonly path: string
  /** The request's place on its connection, from 1. */
  readonly place: number
  /** Whether no later request has come on this connection. */
  readonly isLatest: () => boolean
  /** How often this run and step have been asked for, this time included. */
  readonly asked: number
  /** The origins of the server's listeners. */
  readonly sites: Sites
}
