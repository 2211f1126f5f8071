import { Readable } from 'node:stream'
import { expect } from 'chai'
import { exitCodeOf } from '../../src/cli/exitCode.ts'
import { jsonSink } from '../../src/cli/output/lineSinks.ts'
import type { ResultSink } from '../../src/cli/output/ResultSink.ts'
import { runRequests } from '../../src/cli/runRequests.ts'
import type { FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import type { FetchResult } from '../../src/domain/FetchResult.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { type FakeConsole, fakeConsole, heldSink } from '../support/fakeConsole.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines, resultsInOrder } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { serve } from '../support/serve.ts'
import { until } from '../support/until.ts'

/** Tells how it went, and shows each result once it is written. */
const runAndTell = (
  requests: Iterable<string> | AsyncIterable<string>,
  policy: FetchPolicy,
  console: FakeConsole,
  see: (result: FetchResult) => void = () => {},
  maxFailures?: number,
) => {
  const openSink = (signal: AbortSignal): ResultSink => {
    const { put, end } = jsonSink(console.stdout, signal)
    return {
      put(result) {
        see(result)
        return put(result)
      },
      end,
    }
  }
  const limit = maxFailures === undefined ? {} : { maxFailures }
  let isAllRead = !(Symbol.asyncIterator in requests)
  async function* watched(): AsyncGenerator<string> {
    for await (const request of requests) yield request
    isAllRead = true
  }
  const run = { requests: isAllRead ? requests : watched(), isAllRead: () => isAllRead, options: policy, openSink }
  return runRequests({ ...run, ...limit }, console)
}

const run = async (...args: Parameters<typeof runAndTell>) => exitCodeOf(await runAndTell(...args))

describe('runRequests', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('writes a line of JSON for each result as it comes, and shows it', async () => {
    const console = fakeConsole()
    const firstResult = () =>
      until(
        () => 'a result is written',
        () => console.stdout.text() !== '',
      )
    const { origin } = closing(
      await serve(async ({ url }, response) => {
        if (url === '/held') await firstResult()
        response.end()
      }),
    )
    const seen: FetchResult[] = []
    const requests = [`${origin}/held`, `${origin}/a`]
    expect(await run(requests, {}, console, (result) => seen.push(result))).to.equal(0)
    const results = resultLines(console.stdout.text())
    expect(results.map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/held`])
    expect(seen).to.deep.equal(results)
  })

  it('ends with 0 if there was nothing to do', async () => {
    const console = fakeConsole()
    expect(await run([], {}, console)).to.equal(0)
    expect(console.stdout.text()).to.equal('')
  })

  it('fetches no faster than its results are read', async () => {
    const { origin, heard } = closing(await serveSamples())
    const api = closing(await serveSamples())
    const stdout = heldSink()
    const console = fakeConsole({ stdout })
    const requests = Array.from({ length: 40 }, (_, index) => `${origin}/${index}`)
    const code = run(requests, { concurrency: 2 }, console)
    await until(
      () => 'a result is written',
      () => stdout.text() !== '',
    )
    const other = Array.from({ length: 5 }, () => `${api.origin}/later`)
    await run(other, { concurrency: 1 }, fakeConsole()) // time enough for all 40
    expect(heard.length).to.be.at.most(4)
    stdout.release()
    expect(await code).to.equal(0)
    expect(resultsInOrder(stdout.text()).map(({ url }) => url)).to.deep.equal(requests)
  })

  it('ends at an interruption with 130, and tells what was in flight as aborted', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const console = fakeConsole()
    const code = run([`${origin}/a`, `${origin}/slow`, `${origin}/slow`], { concurrency: 3 }, console)
    await untilHeard(3)
    await until(
      () => 'the first result is written',
      () => console.stdout.text() !== '',
    )
    console.interrupt()
    expect(await code).to.equal(130)
    const kinds = resultsInOrder(console.stdout.text()).map((result) =>
      result.outcome === 'success' ? 'success' : result.error.kind,
    )
    expect(kinds).to.deep.equal(['success', 'aborted', 'aborted'])
  })

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    it(`ends at ${signal} with ${code}, and tells what was in flight as aborted`, async () => {
      const { origin, untilHeard } = closing(await serveSamples())
      const console = fakeConsole()
      const ended = run([`${origin}/slow`], {}, console)
      await untilHeard(1)
      console.interrupt(signal)
      expect(await ended).to.equal(code)
      expect(resultsInOrder(console.stdout.text())).to.have.length(1)
    })

  for (const [code, errno, text] of [
    ['ENOSPC', -28, 'no space left on device'],
    ['EIO', -5, 'i/o error'],
    ['ESTRANGE', 0, 'write ESTRANGE'],
  ] as const)
    it(`rejects if standard output fails with ${code}, and claims nothing done`, async () => {
      const { origin } = closing(await serveSamples())
      const console = fakeConsole()
      const error = Object.assign(new Error(`write ${code}`), { code, errno })
      const ended = run([`${origin}/a`, `${origin}/slow`], {}, console, () => console.stdout.destroy(error))
      expect(await ended.catch((thrown: Error) => thrown.message)).to.equal(`cannot write standard output: ${text}`)
      expect(console.stderr.text()).to.equal('')
    })

  it('goes on at a hangup where nohup started it, and ends at Ctrl-C nevertheless', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const console = fakeConsole({ env: { _: '/usr/bin/nohup' } })
    const ended = run([`${origin}/slow`], {}, console)
    await untilHeard(1)
    console.interrupt('SIGHUP')
    await new Promise((resolve) => setImmediate(resolve))
    console.interrupt()
    expect(await ended).to.equal(130)
  })

  it('hears an interruption that comes with the end of the input', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole()
    const written = () =>
      until(
        () => 'a result is written',
        () => console.stdout.text() !== '',
      )
    async function* source() {
      yield `${origin}/a`
      await written()
      setImmediate(() => console.interrupt())
    }
    expect(await run(source(), {}, console)).to.equal(130)
  })

  it('can be interrupted while nobody reads', async () => {
    const { origin } = closing(await serveSamples())
    const stdout = heldSink()
    const console = fakeConsole({ stdout })
    const code = run([`${origin}/a`, `${origin}/slow`], {}, console)
    await until(
      () => 'a result is written',
      () => stdout.text() !== '',
    )
    console.interrupt()
    expect(await code).to.equal(130)
    stdout.release()
  })

  it('ends at the deadline with 4, and tells what was in flight', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole()
    expect(await run([`${origin}/slow`, `${origin}/a`], { concurrency: 1, deadlineMs: 100 }, console)).to.equal(4)
    const [first] = resultsInOrder(console.stdout.text())
    expect(first).to.deep.include({ error: { kind: 'deadline', message: 'The deadline of the batch passed' } })
  })

  for (const [name, error] of [
    ['leaves', undefined],
    ['leaves with an error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })],
  ] as const)
    it(`stops fetching when the reader ${name}`, async () => {
      const { origin, heard } = closing(await serveSamples())
      const console = fakeConsole()
      const requests = Array.from({ length: 100 }, (_, index) => `${origin}/${index}`)
      let seen = 0
      const code = await run(requests, { concurrency: 1 }, console, () => {
        seen += 1
        if (seen === 3) console.stdout.destroy(error)
      })
      expect(code).to.equal(141)
      expect(seen).to.be.below(100)
      expect(heard.length).to.be.below(100)
    })

  it('ends once as many have failed as may, and says so', async () => {
    const { origin, heard } = closing(await serveSamples())
    const requests = Array.from({ length: 50 }, (_, index) => `${origin}/${index % 2 === 0 ? 'missing' : index}`)
    const tally = await runAndTell(Readable.from(requests), { concurrency: 1 }, fakeConsole(), () => {}, 3)
    expect(tally).to.include({ ok: 2, tooManyFailed: true, interrupted: false, deadlinePassed: false })
    expect(tally.failed).to.be.within(3, 4) // the one that was in flight is aborted
    expect(exitCodeOf(tally)).to.equal(1)
    expect(heard.length).to.be.below(10)
  })

  it('listens to nobody once it is over', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const console = fakeConsole()
    const code = run([`${origin}/slow`], {}, console)
    await untilHeard(1)
    expect(console.listeners).to.equal(1)
    console.interrupt()
    await code
    expect(console.listeners).to.equal(0)
    expect(console.stdout.listenerCount('close')).to.equal(0)
  })

  it('rejects if its source of requests fails, after telling what was in flight', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole()
    async function* source() {
      yield `${origin}/later`
      throw new Error('no more lines')
    }
    expect(await run(source(), {}, console).catch((error: Error) => error.message)).to.equal('no more lines')
    expect(resultLines(console.stdout.text())).to.have.length(1)
    expect(console.listeners).to.equal(0)
  })

  it('pulls its source as it goes', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole()
    const lines = Readable.from(Array.from({ length: 50 }, (_, index) => `${origin}/${index}`))
    expect(await run(lines, { concurrency: 5 }, console)).to.equal(0)
    expect(resultLines(console.stdout.text())).to.have.length(50)
  })
})
