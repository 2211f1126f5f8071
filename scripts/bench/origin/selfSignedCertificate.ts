import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const tagged = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const length =
    content.length < 128
      ? Buffer.from([content.length])
      : content.length < 256
        ? Buffer.from([0x81, content.length])
        : Buffer.from([0x82, content.length >> 8, content.length & 0xff])
  return Buffer.concat([Buffer.from([tag]), length, content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts)
const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
const bitString = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes)
const octets = (bytes: Buffer): Buffer => tagged(0x04, bytes)
const YES = tagged(0x01, Buffer.from([0xff]))

const utcTime = (date: Date): Buffer =>
  tagged(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'))
const COMMON_NAME = objectId('550403')
const SUBJECT_ALTERNATIVE_NAME = objectId('551d11')
const BASIC_CONSTRAINTS = objectId('551d13')
const ONE_DAY_MS = 86_400_000

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** A key and a certificate of two days for 127.0.0.1, signed by itself (RFC 5280 section 4.1), both as PEM. */
export const selfSignedCertificate = (): { readonly key: string; readonly cert: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from('rx-fanout bench')))))
  const extensions = sequence(
    sequence(BASIC_CONSTRAINTS, YES, octets(sequence(YES))),
    sequence(SUBJECT_ALTERNATIVE_NAME, octets(sequence(tagged(0x87, Buffer.from([127, 0, 0, 1]))))),
  )
  const toBeSigned = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(new Date(Date.now() - ONE_DAY_MS)), utcTime(new Date(Date.now() + ONE_DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(signature))),
  }
}
