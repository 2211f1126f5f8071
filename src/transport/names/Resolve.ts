/** One address of a host. */
export interface HostAddress {
  /** An IPv4 or IPv6 address. */
  readonly address: string
  /** 4 or 6. */
  readonly family: number
}

/** Gives all addresses of a host name, in order of preference. */
export type Resolve = (hostname: string) => Promise<ReadonlyArray<HostAddress>>
