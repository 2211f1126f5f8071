import { readFileSync } from 'node:fs'

const pem = (name: string): string => readFileSync(new URL(`../certificates/${name}.pem`, import.meta.url), 'utf8')

/** Throw-away certificates for good.test, localhost and 127.0.0.1, valid until 2120 but for what their names say. */
export const certificate = (
  name: 'good' | 'self-signed' | 'expired' | 'not-yet-valid' | 'wrong-host' | 'untrusted',
): { readonly key: string; readonly cert: string } => ({ key: pem('server.key'), cert: pem(`${name}.cert`) })

/** The authority that signed all of them but the self-signed and the untrusted one. */
export const testAuthority = (): string => pem('ca.cert')
