import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { FetchResult } from '../../../src/domain/FetchResult.ts'
import { streamBatch } from '../../../src/lambda/stream/streamBatch.ts'
import { pathTransport } from '../../support/answerEvent.ts'
import { captureStderr } from '../../support/captureStderr.ts'
import { withoutTimes } from '../../support/withoutTimes.ts'

const signal = new AbortController().signal

/** The lines of a stream that may have so many bytes. */
const linesOf = async (urls: readonly string[], limitBytes: number): Promise<unknown[]> => {
  const stream = new PassThrough()
  const read = text(stream)
  await streamBatch({ urls, options: { transport: pathTransport(), concurrency: 1 } }, stream, signal, limitBytes)
  stream.end()
  const written = await read
  expect(Buffer.byteLength(written)).to.be.at.most(limitBytes)
  return written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('streamBatch', () => {
  const SMALL = 'https://api.example/a'
  const LARGE = 'https://api.example/large/5000'

  it('replaces a result that has no room by a failure', async () => {
    const [first, second, third, summary] = await linesOf([SMALL, LARGE, SMALL], 6_000)
    expect([first, second, third].every(FetchResult.is)).to.equal(true)
    expect(second).to.have.nested.property('error.kind', 'output-limit')
    expect(second).to.have.nested.property('error.limitBytes', 6_000)
    expect(third).to.have.property('outcome', 'success')
    expect(withoutTimes((summary as { summary: unknown }).summary)).to.deep.equal({
      requests: 3,
      results: 3,
      succeeded: 2,
      failed: 1,
      failures: { 'output-limit': 1 },
      retries: 0,
      unfinished: [],
    })
  })

  it('stops where there is no room for a failure either, and the summary tells', async () => {
    const lines = await linesOf(
      Array.from({ length: 100 }, () => SMALL),
      6_000,
    )
    const { results, unfinished } = (lines.at(-1) as { summary: { results: number; unfinished: unknown } }).summary
    expect(results).to.be.within(3, 12)
    expect(unfinished).to.deep.equal([[results, 99]])
    expect(lines).to.have.length(results + 1)
  })

  it('tells in the summary what went wrong with the stream itself', async () => {
    const stream = new PassThrough()
    const read = text(stream)
    const plan = { urls: [SMALL], options: { transport: pathTransport() } }
    const { lines } = await captureStderr(() => streamBatch(plan, breakFirstWrite(stream), signal))
    stream.end()
    expect(JSON.parse((await read).trimEnd())).to.have.nested.property('summary.error', 'Unexpected error (RangeError)')
    expect(lines).to.have.length(1)
  })
})

/** Makes the first write throw. */
function breakFirstWrite(stream: PassThrough): PassThrough {
  const write = stream.write.bind(stream)
  let writes = 0
  stream.write = (chunk: unknown) => {
    writes += 1
    if (writes === 1) throw new RangeError('secret')
    return write(chunk)
  }
  return stream
}
