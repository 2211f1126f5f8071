import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { decodeText } from '../../../src/cli/input/decodeText.ts'

const TEXT = 'https://a.example/ü€😀\r\n'
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

const decode = async (bytes: Uint8Array, pieces = bytes.length): Promise<string> => {
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, place) =>
    bytes.subarray(place * pieces, (place + 1) * pieces),
  )
  return (await Readable.from(decodeText(Readable.from(chunks), 'urls.txt')).toArray()).join('')
}

describe('decodeText', () => {
  const readable: ReadonlyArray<[name: string, bytes: Buffer]> = [
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little-endian', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16, big-endian', utf16be(`\ufeff${TEXT}`)],
  ]
  for (const [name, bytes] of readable)
    for (const pieces of [1, 3, bytes.length])
      it(`reads ${name} in pieces of ${pieces}`, async () => {
        expect(await decode(bytes, pieces)).to.equal(TEXT)
      })

  for (const text of ['', 'a', 'ab', '\ufeff'])
    it(`reads ${JSON.stringify(text)}`, async () => {
      expect(await decode(Buffer.from(text))).to.equal(text.replace('\ufeff', ''))
    })

  it('takes strings for UTF-8', async () => {
    expect(await Readable.from(decodeText(Readable.from([TEXT]), 'urls.txt')).toArray()).to.deep.equal([TEXT, ''])
  })

  const others: ReadonlyArray<[name: string, bytes: Buffer]> = [
    ['Latin-1', Buffer.from('https://a.example/ü', 'latin1')],
    ['Latin-1 at its very end', Buffer.from('ü', 'latin1')],
    ['UTF-16 without a mark, little-endian', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 without a mark, big-endian', utf16be(TEXT)],
    ['UTF-16 that is cut off', Buffer.from(`\ufeff${TEXT}`, 'utf16le').subarray(0, -1)],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['UTF-8 that is cut off', Buffer.from('ü').subarray(0, 1)],
    ['compressed bytes of another kind', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ]
  for (const [name, bytes] of others)
    for (const pieces of [1, bytes.length])
      it(`refuses ${name} in pieces of ${pieces}, and names its source`, async () => {
        const message = await decode(bytes, pieces).catch((error: Error) => error.message)
        expect(message).to.equal('urls.txt is not text in UTF-8: save it as UTF-8, or as UTF-16 with a byte order mark')
      })

  for (const pieces of [1, 30])
    it(`says of gzip in pieces of ${pieces} how it is given`, async () => {
      const message = await decode(gzipSync(TEXT), pieces).catch((error: Error) => error.message)
      expect(message).to.equal('urls.txt is gzip: give it a name that ends with .gz, or unpack it with gzip -dc')
    })
})
