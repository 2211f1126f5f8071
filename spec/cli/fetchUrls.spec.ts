import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { main } from '../../src/cli/main.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { fakeConsole } from '../support/fakeConsole.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines, resultsInOrder } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const run = async (args: readonly string[], stdin = '') => {
  const console = fakeConsole({ stdin })
  const code = await main(args, console)
  return { code, stdout: console.stdout.text(), stderr: console.stderr.text() }
}

describe('fetchUrls', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('sends the method, body and header fields of the options', async () => {
    const { origin } = closing(await serveSamples())
    const { stdout } = await run([`${origin}/body`, '--json', '{"q":1}', '-H', 'X-Key: 1', '-q'])
    expect(resultsInOrder(stdout)[0]).to.deep.include({ outcome: 'success', body: { q: 1 } })
  })

  it('says nothing with --quiet', async () => {
    const { origin } = closing(await serveSamples())
    expect(await run(['-q', `${origin}/a`])).to.include({ code: 0, stderr: '' })
  })

  it('tells each result on standard error with --verbose', async () => {
    const { origin } = closing(await serveSamples())
    const { stderr } = await run(['-v', `${origin}/a`])
    expect(stderr).to.match(/^200 +\d+ ms +\d+ B {2}http.*\/a\n1 ok, 0 failed\n/)
  })

  it('cuts nothing where no screen is', async () => {
    const { origin } = closing(await serveSamples())
    const long = `${origin}/${'long'.repeat(50)}`
    const { stderr } = await run(['-v', long, 'no url at all'])
    expect(stderr).to.include(long).and.include('url must be').and.not.include('…')
  })

  it('calls nothing a retry that may be a hedge', async () => {
    const { origin } = closing(await serveSamples())
    const asked = JSON.stringify({ url: `${origin}/slow`, hedgeAfterMs: 10, timeoutMs: 200, retries: 0 })
    expect((await run(['--input', '-'], asked)).stderr).to.match(/, 1 retry or hedge\n/)
    expect((await run(['--input', '-', '--hedge-after-ms', '20'], asked)).stderr).to.match(/, 1 hedge\n/)
  })

  it('says how to go on after --max-failures', async () => {
    const { origin } = closing(await serveSamples())
    const input = Array.from({ length: 30 }, () => `${origin}/missing`).join('\n')
    const { code, stdout, stderr } = await run(['--input', '-', '--max-failures', '2', '--concurrency', '1'], input)
    expect(code).to.equal(3)
    expect(resultLines(stdout).length).to.be.below(10)
    expect(stderr).to.include('failed, too many\n').and.include('the same command and input with --resume')
    expect((await run(['--max-failures', '0', origin])).stderr).to.include(
      '--max-failures must be an integer from 1, got 0',
    )
  })

  it('writes bodies to files that results name', async () => {
    const { origin } = closing(await serveSamples())
    const dir = folder.path('bodies')
    const { code, stdout } = await run([`${origin}/a`, `${origin}/missing`, '--output', dir])
    expect(code).to.equal(1)
    const [a] = resultsInOrder(stdout)
    expect(a).to.include({ body: null, file: join(dir, '0-a.json') })
    expect(readFileSync(join(dir, '0-a.json'), 'utf8')).to.equal('{"method":"GET","path":"/a"}')
    expect(readdirSync(dir)).to.deep.equal(['0-a.json'])
  })

  it('ends with 5 before anything is fetched if the folder cannot be written', async () => {
    const { origin, heard } = closing(await serveSamples())
    const { code, stderr } = await run([`${origin}/a`, '--output', folder.write('file', '')])
    expect(code).to.equal(5)
    expect(stderr).to.match(/^rx-fanout: cannot write .*file: it is no folder\n$/)
    expect(heard).to.deep.equal([])
  })

  it('goes on with --resume where a run was ended, and then has nothing left to do', async () => {
    const { origin, heard } = closing(await serveSamples())
    const results = folder.path('resumed.ndjson')
    const urls = ['/a', '/missing', '/b', '/c'].map((path) => origin + path)
    const input = folder.write('urls.txt', urls.join('\n'))
    const first = await run(['--input', input, '--resume', results, '--max-failures', '1', '--concurrency', '1'])
    expect(first.stdout).to.equal('')
    expect(first.stderr).to.include('to go on: the same command again\n')
    expect(heard.length).to.be.below(4)
    const second = await run(['--input', input, '--resume', results])
    expect(second).to.include({ code: 1, stdout: '' })
    expect(second.stderr).to.match(/^before: 1 ok, 1 failed \(--retry-failed tries them again\)$/m)
    expect([...heard].sort()).to.deep.equal(['/a', '/b', '/c', '/missing'])
    await run(['--input', input, '--resume', results, '--retry-failed'])
    expect(heard.filter((path) => path === '/missing')).to.have.length(2)
    const done = resultLines(readFileSync(results, 'utf8')).filter(({ outcome }) => outcome === 'success')
    expect(done.map(({ index, url }) => [index, url]).sort()).to.deep.equal([
      [0, urls[0]],
      [2, urls[2]],
      [3, urls[3]],
    ])
  })

  it('resumes URLs of the command line too, and refuses others', async () => {
    const { origin, heard } = closing(await serveSamples())
    const results = folder.path('arguments.ndjson')
    expect((await run([`${origin}/a`, '--resume', results])).code).to.equal(0)
    expect((await run([`${origin}/a`, `${origin}/b`, '--resume', results])).code).to.equal(0)
    expect(heard).to.deep.equal(['/a', '/b'])
    const refused = await run([`${origin}/b`, '--resume', results])
    expect(refused.code).to.equal(2)
    expect(refused.stderr).to.include('the input is another')
  })

  it('lists a POST that may have been sent, and sends it again only if told to', async () => {
    const { origin, heard } = closing(await serveSamples())
    const results = folder.write('posts.ndjson', '')
    const input = JSON.stringify({ url: `${origin}/body`, method: 'POST', body: 1 })
    const listed = await run(['--resume', results, '--input', '-'], input)
    expect(listed.code).to.equal(3)
    expect(listed.stderr).to.include('1 may have been sent').and.include('--resend').and.include('line 1: ')
    expect(heard).to.deep.equal([])
    expect((await run(['--resume', results, '--input', '-', '--resend'], input)).code).to.equal(0)
    expect(heard).to.have.length(1)
  })

  for (const args of [
    ['--retry-failed'],
    ['--resend'],
    ['--output', 'a', '--output', 'b'],
    ['--resume', 'a', '--resume', 'b'],
    ['-d', '@-', '--input', '-'],
  ])
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await run([...(args.includes('--input') ? [] : ['https://a.example/']), ...args])
      expect(code).to.equal(2)
      expect(stderr).to.match(/--resume results\.ndjson|one --output|one --resume|only once/)
    })
})
