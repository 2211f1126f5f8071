import { isIP, type Socket } from 'node:net'
import { timedOut } from '../../domain/FetchError.ts'
import type { Dial } from '../dial.ts'
import { TransportFailure } from '../TransportFailure.ts'
import type { HttpProxy, ProxyOf } from './HttpProxy.ts'
import { openTunnel } from './openTunnel.ts'
import { toProxyFailure } from './proxyFailure.ts'

export type DialThroughOptions = {
  readonly proxyOf: ProxyOf
  /** Dials targets, and makes TLS of an open tunnel to one. */
  readonly direct: Dial
  readonly toProxy: Dial
  /** For everything together. */
  readonly connectTimeoutMs: number
}

type Options = Parameters<Dial>[0]
type Callback = Parameters<Dial>[1]

const optionsOf = ({ protocol, hostname, port }: HttpProxy): Options => ({ protocol, hostname, host: hostname, port })

const authorityOf = ({ hostname, port, protocol }: Options): string =>
  `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port || (protocol === 'https:' ? 443 : 80)}`

/** Dials a target through its proxy, where it has one: for https by a tunnel, for http the proxy itself is spoken to. */
export function dialThrough({ proxyOf, direct, toProxy, connectTimeoutMs }: DialThroughOptions): Dial {
  return (options, callback, recorder) => {
    const proxy = proxyOf(options)
    if (proxy === undefined) return direct(options, callback, recorder)
    let upgraded: Socket | undefined
    const settle: Callback = (...result) => {
      clearTimeout(clock)
      if (isSettled) return
      isSettled = true
      callback(...result)
    }
    let isSettled = false
    const onProxy: Callback = (...[error, toIt]) => {
      if (error !== null) settle(toProxyFailure(error as TransportFailure), null)
      else if (options.protocol !== 'https:') settle(null, toIt)
      else
        openTunnel(toIt, authorityOf(options), proxy.authorization, (failure) => {
          if (failure !== null) settle(failure, null)
          else upgraded = direct({ ...options, httpSocket: toIt }, settle, recorder)
        })
    }
    const socket = toProxy(optionsOf(proxy), onProxy, recorder)
    const clock = setTimeout(() => {
      settle(new TransportFailure(timedOut('connect')), null)
      upgraded?.destroy()
      socket?.destroy()
    }, connectTimeoutMs)
    socket?.once('close', () => clearTimeout(clock))
    return socket
  }
}
