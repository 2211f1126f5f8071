import { Readable } from 'node:stream'
import { expect } from 'chai'
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

const run = (requests: Iterable<string> | AsyncIterable<string>, policy: FetchPolicy, console: FakeConsole) =>
  runRequests(requests, policy, console, () => {})

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
    expect(await runRequests(requests, {}, console, (result) => seen.push(result))).to.equal(0)
    const results = resultLines(console.stdout.text())
    expect(results.map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/held`])
    expect(seen).to.deep.equal(results)
    expect(console.stderr.text()).to.equal('2 ok, 0 failed\n')
  })

  it('ends with 0 if there was nothing to do', async () => {
    const console = fakeConsole()
    expect(await run([], {}, console)).to.equal(0)
    expect(console.stdout.text()).to.equal('')
    expect(console.stderr.text()).to.equal('0 ok, 0 failed\n')
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
    expect(console.stderr.text()).to.equal('1 ok, 2 failed, interrupted\n')
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
      expect(console.stderr.text()).to.equal('0 ok, 1 failed, interrupted\n')
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
      const ended = runRequests([`${origin}/a`, `${origin}/slow`], {}, console, () => console.stdout.destroy(error))
      expect(await ended.catch((thrown: Error) => thrown.message)).to.equal(`cannot write standard output: ${text}`)
      expect(console.stderr.text()).to.equal('')
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
      await runRequests(requests, { concurrency: 1 }, console, () => {
        seen += 1
        if (seen === 3) console.stdout.destroy(error)
      })
      expect(seen).to.be.below(100)
      expect(heard.length).to.be.below(100)
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
