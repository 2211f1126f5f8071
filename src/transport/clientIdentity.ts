/** A client's certificate and its key, in PEM. */
export type ClientIdentity = {
  readonly cert: string | readonly string[]
  readonly key: string
  readonly passphrase?: string
}

type Options = {
  readonly cert?: string | readonly string[] | undefined
  readonly key?: string | undefined
  readonly passphrase?: string | undefined
}

const refuse = (option: string, rule: string): never => {
  throw new TypeError(`Invalid option ${option}: must be ${rule}`)
}

/** What options say of it. Throws a TypeError for what no TLS connection could be made with. */
export function clientIdentity({ cert, key, passphrase }: Options): ClientIdentity | undefined {
  if (cert === undefined && key === undefined && passphrase === undefined) return undefined
  if (cert === undefined) return refuse('cert', 'there beside key, a PEM certificate, got nothing')
  if (key === undefined) return refuse('key', 'there beside cert, a PEM key, got nothing')
  const identity = { cert, key, ...(passphrase === undefined ? {} : { passphrase }) } as ClientIdentity
  try {
    const tls = process.getBuiltinModule('node:tls') // loaded here alone: it takes its time
    tls.createSecureContext(identity as Parameters<typeof tls.createSecureContext>[0])
    return identity
  } catch {
    return refuse('cert', 'a PEM certificate that key is the key of, and passphrase the passphrase of that, got others')
  }
}
