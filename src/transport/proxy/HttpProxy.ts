/** Who makes connections for a transport. */
export type HttpProxy = {
  readonly protocol: 'http:' | 'https:'
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: string
  /** Its `proxy-authorization` field; undefined where it asks for none. */
  readonly authorization: string | undefined
}

/** Where requests go. */
export type Target = { readonly protocol: string; readonly hostname: string }

/** The proxy of a target; undefined where there is none. */
export type ProxyOf = (target: Target) => HttpProxy | undefined
