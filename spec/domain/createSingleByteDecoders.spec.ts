import { expect } from 'chai'
import { createSingleByteDecoders } from '../../src/domain/createSingleByteDecoders.ts'

/** What knows all encodings as ISO-8859-1 but for some bytes, and two encodings not at all. */
const oldDecoder = (encoding: string) =>
  encoding === 'iso-8859-16' || encoding === 'x-user-defined'
    ? undefined
    : { encoding, decode: (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1') }

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte)

describe('createSingleByteDecoders', () => {
  const singleByteDecoder = createSingleByteDecoders(oldDecoder)

  it('corrects a windows-1252 that is ISO-8859-1', () => {
    const text = singleByteDecoder('windows-1252', true)?.decode(EVERY_BYTE)
    const latin1 = oldDecoder('windows-1252')?.decode(EVERY_BYTE)
    expect(text?.slice(0, 128)).to.equal(latin1?.slice(0, 128))
    expect(text?.slice(128, 160)).to.equal('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ')
    expect(text?.slice(160)).to.equal(latin1?.slice(160))
  })

  it('knows encodings that the platform does not', () => {
    expect(singleByteDecoder('iso-8859-16', true)?.decode(Uint8Array.of(0x41, 0xa4, 0xfe))).to.equal('A€ț')
    expect(singleByteDecoder('x-user-defined', true)?.decode(Uint8Array.of(0x41, 0x80, 0xff))).to.equal('A\uf780\uf7ff')
  })

  it('refuses bytes that mean nothing, if it is to', () => {
    const [undefinedByte, bytes] = [Uint8Array.of(0xaa), Uint8Array.of(0xa9)]
    expect(singleByteDecoder('windows-1253', false)?.decode(undefinedByte)).to.equal('\ufffd')
    expect(() => singleByteDecoder('windows-1253', true)?.decode(undefinedByte)).to.throw('not valid windows-1253')
    expect(singleByteDecoder('windows-1253', true)?.decode(bytes)).to.equal('©')
  })

  it('leaves to the platform what it is right about', () => {
    const asked: string[] = []
    const decoders = createSingleByteDecoders((encoding) => {
      asked.push(encoding)
      return { encoding, decode: () => '\ufffd' }
    })
    for (const encoding of ['windows-1253', 'windows-1253', 'utf-8', 'iso-8859-2', '__proto__'])
      expect(decoders(encoding, false)).to.equal(undefined)
    expect(asked).to.deep.equal(['windows-1253'])
  })
})
