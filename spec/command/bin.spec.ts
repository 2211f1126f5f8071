import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines, resultsInOrder } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { serve } from '../support/serve.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

describe('bin', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('runs the demo, and ends by itself with 0', async () => {
    const { code, stdout, stderr } = await closing(startCli(['--demo'])).ended
    expect(code).to.equal(0)
    expect(JSON.parse(stdout)).to.have.property('body').with.length(7)
    expect(stderr).to.include('status or error')
  })

  it('fetches URLs, and ends by itself with the code of how it went', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout, stderr } = await closing(startCli([`${origin}/a`, `${origin}/missing`])).ended
    expect(code).to.equal(1)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/missing`])
    expect(stderr).to.include('1 ok, 1 failed')
  })

  it('answers an event from standard input', async () => {
    const { origin } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--event', '-']))
    child.stdin.end(JSON.stringify({ urls: [`${origin}/a`] }))
    const { code, stdout } = await ended
    expect(code).to.equal(0)
    expect(JSON.parse(stdout)).to.deep.equal({ statusCode: 200, body: [{ method: 'GET', path: '/a' }] })
  })

  it('prints nothing but the answer on standard output, also if something is lowered', async () => {
    const { child, ended } = closing(startCli(['--event', '-'], { RX_FANOUT_CONCURRENCY: '1' }))
    child.stdin.end('{"urls":[],"policy":{"concurrency":2}}')
    const { stdout } = await ended
    expect(JSON.parse(stdout)).to.deep.equal({ statusCode: 200, body: [] })
  })

  it('ends with 130 at Ctrl-C, and tells what was in flight as aborted', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const { child, ended } = closing(startCli([`${origin}/slow`, `${origin}/slow`]))
    await untilHeard(2)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ended
    expect(code).to.equal(130)
    const kinds = resultsInOrder(stdout).map((result) => result.outcome === 'failure' && result.error.kind)
    expect(kinds).to.deep.equal(['aborted', 'aborted'])
    expect(stderr).to.include('interrupted')
  })

  for (const [signal, expected] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    it(`ends with ${expected} at ${signal}, and tells what was in flight and the summary`, async () => {
      const { origin, untilHeard } = closing(await serveSamples())
      const { child, ended } = closing(startCli([`${origin}/slow`, `${origin}/slow`]))
      await untilHeard(2)
      child.kill(signal)
      const { code, stdout, stderr } = await ended
      expect(code).to.equal(expected)
      expect(resultsInOrder(stdout)).to.have.length(2)
      expect(stderr).to.include('0 ok, 2 failed, interrupted')
    })

  it('reads what is piped to it without arguments', async () => {
    const { origin } = closing(await serveSamples())
    const { child, ended } = closing(startCli([]))
    child.stdin.end(`${origin}/a\n${origin}/b`)
    const { code, stdout } = await ended
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/b`])
  })

  it('fetches each line of a slow standard input as it comes, where options alone are given', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--quiet', '--concurrency', '4']))
    for (const [count, path] of ['/a', '/b', '/c'].entries()) {
      child.stdin.write(`${origin}${path}\n`)
      await untilHeard(count + 1)
    }
    child.stdin.end()
    expect((await ended).code).to.equal(0)
  })

  it('lets a pipe go at the deadline, also before anybody writes to it, and at Ctrl-C', async () => {
    const path = folder.path('pipe')
    execFileSync('mkfifo', [path])
    const unwritten = closing(startCli(['--input', path, '--deadline-ms', '300']))
    expect((await unwritten.ended).code).to.equal(4)
    const { origin, untilHeard } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--input', path]))
    const writer = await open(path, 'w')
    try {
      await writer.write(`${origin}/a\n`)
      await untilHeard(1)
      child.kill('SIGINT')
      expect((await ended).code).to.equal(130)
    } finally {
      await writer.close()
    }
  })

  describe('on a full disk', () => {
    const full = '/dev/full'
    const MESSAGE = 'rx-fanout: cannot write standard output: no space left on device\n'
    before(function () {
      if (!existsSync(full)) this.skip()
    })

    const answers: ReadonlyArray<[name: string, args: (origin: string) => readonly string[]]> = [
      ['results of --input', (origin) => ['--input', folder.write('urls.txt', `${origin}/a\n${origin}/slow\n`)]],
      ['results of URLs', (origin) => [`${origin}/a`]],
      ['the help', () => ['--help', 'all']],
      ['the version', () => ['--version']],
      ['an answer', (origin) => ['--event', folder.write('event.json', JSON.stringify({ urls: [`${origin}/a`] }))]],
    ]
    for (const [name, args] of answers)
      it(`ends with 5 for ${name}, says why, and claims nothing done`, async () => {
        const { origin } = closing(await serveSamples())
        const { code, stderr } = await closing(startCli(args(origin), {}, { stdout: full })).ended
        expect({ code, stderr }).to.deep.equal({ code: 5, stderr: MESSAGE })
      })

    it('minds nothing where only its talk is lost', async () => {
      const { origin } = closing(await serveSamples())
      const { code, signal, stdout } = await closing(startCli([`${origin}/a`], {}, { stderr: full })).ended
      expect({ code, signal }).to.deep.equal({ code: 0, signal: null })
      expect(resultsInOrder(stdout)).to.have.length(1)
      expect(await closing(startCli(['--bogus'], {}, { stderr: full })).ended).to.include({ code: 2, signal: null })
    })
  })

  it('minds nothing where nobody hears its talk', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const { child, ended } = closing(startCli([`${origin}/slow`, '--deadline-ms', '500']))
    await untilHeard(1)
    child.stderr.destroy()
    const { code, signal, stdout } = await ended
    expect({ code, signal }).to.deep.equal({ code: 4, signal: null })
    expect(resultsInOrder(stdout)).to.have.length(1)
  })

  it('ends at Ctrl-C although its standard input stays open', async () => {
    const { origin, untilHeard } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--input', '-']))
    child.stdin.write(`${origin}/slow\n`)
    await untilHeard(1)
    child.kill('SIGINT')
    expect(await ended).to.include({ code: 130 })
  })

  it('ends at the deadline although its standard input stays open', async () => {
    const { origin } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--input', '-', '--deadline-ms', '500']))
    child.stdin.write(`${origin}/slow\n`)
    expect(await ended).to.include({ code: 4 })
  })

  it('reads input that never ends no further than it fetches', async () => {
    const { origin, heard } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--input', '-', '--max-failures', '50', '--concurrency', '5']))
    const endless = Readable.from(
      (function* () {
        for (;;) yield `${origin}/missing\n`
      })(),
    )
    endless.pipe(child.stdin)
    const { code, stdout } = await ended
    endless.destroy()
    expect({ code, isEnough: resultLines(stdout).length >= 50 }).to.deep.equal({ code: 3, isEnough: true })
    expect(heard.length).to.be.within(50, 60)
  })

  it('stops without a word of its own when its reader leaves early', async () => {
    const { origin, heard } = closing(await serveSamples())
    const urls = Array.from({ length: 5_000 }, (_, index) => `${origin}/${index}`)
    const { child, ended } = closing(startCli(['--input', folder.write('urls.txt', urls.join('\n'))]))
    child.stdout.once('data', () => child.stdout.destroy())
    const { code, signal, stdout, stderr } = await ended
    expect({ code, signal }).to.deep.equal({ code: 141, signal: null })
    expect(resultLines(stdout.slice(0, stdout.indexOf('\n')))).to.have.length(1)
    expect(stderr).to.not.match(/ ok, |to go on|EPIPE|\n {4}at /)
    expect(heard.length).to.be.below(5_000)
  })

  it('tears no line where standard output and standard error are one pipe', async () => {
    const { origin } = closing(await serve((_, response) => void response.end('x'.repeat(9_000))))
    const urls = Array.from({ length: 200 }, (_, index) => `${origin}/${index}`)
    const slowly = '&1 | (sleep 0.3; dd bs=1000 status=none)' // the pipe is full, and then has room for parts of lines
    const { stdout } = await closing(startCli(['-v', ...urls], {}, { stderr: slowly })).ended
    const [results, talk] = [/^\{.*\}$/, /^200 +\d+ ms .*\d$/].map((form) =>
      stdout.split('\n').filter((line) => form.test(line)),
    )
    expect(resultLines(results?.join('\n') ?? '')).to.have.length(200)
    expect(talk).to.have.length(200)
  })

  it('ends without a word of its own when its reader leaves before the answer to an event', async () => {
    const { child, ended } = closing(startCli(['--event', '-']))
    child.stdout.destroy()
    child.stdin.end('{"urls":[]}')
    expect(await ended).to.include({ code: 141, signal: null, stderr: '' })
  })
})
