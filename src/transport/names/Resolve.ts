export type HostAddress = { readonly address: string; readonly family: number }

/** Gives all addresses of a host name, in order of preference. */
export type Resolve = (hostname: string) => Promise<ReadonlyArray<HostAddress>>
