import { expect } from 'chai'
import fc from 'fast-check'
import { BytesCollector } from '../../src/transport/BytesCollector.ts'

const collect = (chunks: readonly Uint8Array[]): BytesCollector => {
  const collector = new BytesCollector()
  for (const chunk of chunks) collector.add(chunk)
  return collector
}

describe('BytesCollector', () => {
  it('gives all bytes in order, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        const collector = collect(chunks)
        expect(Buffer.from(collector.take()).equals(Buffer.concat(chunks))).to.equal(true)
        expect(collector.byteLength).to.equal(Buffer.concat(chunks).byteLength)
      }),
    )
  })

  it('does not copy a single chunk', () => {
    const chunk = new Uint8Array([1, 2, 3])
    expect(collect([chunk]).take().buffer).to.equal(chunk.buffer)
  })

  it('keeps no chunk of several, nor changes one', () => {
    const block = new Uint8Array(1_000)
    const bytes = collect([block.subarray(0, 1), block.subarray(1, 2), block.subarray(2, 3)]).take()
    expect(bytes.buffer).not.to.equal(block.buffer)
    expect(bytes.buffer.byteLength).to.be.below(10)
  })
})
