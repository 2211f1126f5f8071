import type { Hop } from '../../domain/Hop.ts'
import type { ParsedUrl } from '../../domain/ParsedUrl.ts'
import type { HttpProxy } from './HttpProxy.ts'

/** A request as a proxy is to forward it: with the whole URL (RFC 9112 section 3.2.2), and what the proxy asks for. */
export const toForward = <R extends { readonly path: string; readonly headers: Hop['headers'] }>(
  request: R,
  url: ParsedUrl,
  { authorization }: HttpProxy,
): R => ({
  ...request,
  path: url.origin + request.path,
  headers: authorization === undefined ? request.headers : { ...request.headers, 'proxy-authorization': authorization },
})
