import { createHash, createHmac } from 'node:crypto'
import type { Attempt } from 'rx-fanout'

export type Keys = { readonly id: string; readonly secret: string; readonly token?: string }
type Scope = { readonly region: string; readonly service: string; readonly keys: Keys; readonly now?: () => Date }

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Signature Version 4, for any AWS service but S3, which encodes its paths otherwise. */
export const signAws =
  ({ region, service, keys, now = () => new Date() }: Scope) =>
  (attempt: Attempt): Attempt => {
    const { host, pathname, searchParams } = new URL(attempt.url)
    const time = now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')
    const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`
    const token = keys.token === undefined ? {} : { 'x-amz-security-token': keys.token }
    const type = attempt.headers['content-type']
    const typed = type === undefined ? {} : { 'content-type': type }
    const signed: Record<string, string> = { ...typed, host, 'x-amz-date': time, ...token }
    const names = Object.keys(signed).sort()
    // A blank sorts below whatever names and values are encoded to.
    const sorted = [...searchParams].map(([name, value]) => `${encode(name)} ${encode(value)}`).sort()
    const query = sorted.join('&').replaceAll(' ', '=')
    const path = pathname.split('/').map(encode).join('/')
    const fields = names.map((name) => `${name}:${signed[name]?.trim()}\n`).join('')
    const canonical = [attempt.method, path, query, fields, names.join(';'), sha256(attempt.body ?? '')]
    const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical.join('\n'))].join('\n')
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${keys.secret}`)
    const signature = hmac(key as Buffer, toSign).toString('hex')
    const authorization = `AWS4-HMAC-SHA256 Credential=${keys.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
    return { ...attempt, headers: { ...attempt.headers, ...token, 'x-amz-date': time, authorization } }
  }
