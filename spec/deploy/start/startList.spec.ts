import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { startList } from '../../../scripts/deploy/start/startList.ts'
import { captureStderr } from '../../support/captureStderr.ts'
import { type FakeRecord, fakeAwsCli } from '../../support/fakeAwsCli.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const timing = { startedAtMs: 1, durationMs: 1 }
const success = (url: string, index: number) => ({
  outcome: 'success',
  index,
  id: 'x',
  url,
  status: 200,
  body: { url },
})
const never = { attempts: 0, timing: { startedAtMs: 0, durationMs: 0 } }

const LIST = `https://a.example/1
# a note

{"url":"https://a.example/2","id":"mine","retries":0}\r
["https://a.example/3",{"url":"https://a.example/4"}]
two words
{"url":"https://a.example/5","timeoutMs":-1}
https://a.example/6
https://a.example/7
https://a.example/8`

describe('startList', () => {
  const folder = temporaryFolder()
  let count = 0

  /** Starts the list over a world of its own; gives what became of it. */
  async function start(
    run: Parameters<typeof fakeAwsCli>[1],
    { list = LIST, settings = {} }: { list?: string; settings?: object } = {},
  ) {
    count += 1
    const fake = fakeAwsCli(folder.path(`world-${count}`), run)
    const output = folder.path(`results-${count}.ndjson`)
    const path = folder.write(`list-${count}`, list)
    const options = { list: path, stack: 'fan', output, settings: settings as Record<string, unknown> }
    const { value: succeeded, lines: said } = await captureStderr(() => startList(fake.aws, options))
    const read = () => readFileSync(output, 'utf8').trimEnd().split('\n')
    return { ...fake, succeeded, said: said.join('\n'), lines: () => read().map((line) => JSON.parse(line)) }
  }

  it('sends every request with its line as its id, and the settings with the list', async () => {
    const { sent, input } = await start(() => ({ status: 'SUCCEEDED', records: [] }), {
      settings: { itemsPerBatch: 2 },
    })
    expect(sent()).to.deep.equal([
      { url: 'https://a.example/1', id: '1' },
      { url: 'https://a.example/2', id: '4', retries: 0 },
      { url: 'https://a.example/3', id: '5.1' },
      { url: 'https://a.example/4', id: '5.2' },
      { url: 'https://a.example/6', id: '8' },
      { url: 'https://a.example/7', id: '9' },
      { url: 'https://a.example/8', id: '10' },
    ])
    expect(input()).to.have.keys('key', 'itemsPerBatch')
    expect(input()?.key).to.match(/^runs\/\d{8}T\d{6}-[0-9a-f]{8}\/urls\.jsonl$/)
  })

  it('writes one line for each request in the order of the list, whatever became of its batch', async () => {
    const { succeeded, said, lines } = await start(([a, b, c, d, e, f], put) => {
      put('results/request-1/1.json', JSON.stringify({ ...success(d?.url ?? '', 1), body: 'large' }))
      const limited = {
        kind: 'output-limit',
        message: 'The answer has no room for the body',
        limitBytes: 1,
        bodyBytes: 2,
      }
      const location = 's3://bucket/results/request-1/1.json'
      const records: FakeRecord[] = [
        {
          Status: 'SUCCEEDED',
          Input: { Items: [c, d] },
          Output: {
            statusCode: 200,
            body: [
              success(c?.url ?? '', 0),
              { outcome: 'failure', index: 1, url: '', error: { ...limited, location }, attempts: 1, timing },
            ],
          },
        },
        { Status: 'SUCCEEDED', Input: { Items: [a] }, Output: { statusCode: 200, body: [success(a?.url ?? '', 0)] } },
        { Status: 'FAILED', Input: { Items: [b] }, Error: 'RxFanout.Refused' },
        { Status: 'PENDING', Input: { Items: [e] } },
        { Status: 'FAILED', Input: { Items: [f] }, Error: 'Lambda.Unknown' }, // begun once more, and then well
        { Status: 'SUCCEEDED', Input: { Items: [f] }, Output: { statusCode: 200, body: [success(f?.url ?? '', 0)] } },
      ]
      return { status: 'FAILED', records }
    })
    expect(succeeded).to.equal(false)
    const [one, two, three, four, blank, negative, six, seven, eight, ...none] = lines()
    expect(none).to.deep.equal([])
    expect(one).to.deep.equal({ ...success('https://a.example/1', 0), id: '1' })
    const failed = (url: string, index: number, id: string, message: string) => ({
      outcome: 'failure',
      url,
      index,
      id,
      error: { kind: 'unexpected', message },
      ...never,
    })
    const of = 'The batch of this request'
    expect(two).to.deep.equal(failed('https://a.example/2', 1, 'mine', `${of} failed: RxFanout.Refused`))
    expect(three).to.deep.equal({ ...success('https://a.example/3', 2), id: '5.1' })
    expect(four).to.deep.equal({ ...success('https://a.example/4', 3), id: '5.2', body: 'large' })
    expect(blank.error).to.deep.equal({
      kind: 'invalid-request',
      field: 'line',
      message: 'Line 6 cannot be sent: it is text with a blank inside',
    })
    expect(negative.error.message).to.include('Line 7 cannot be sent: timeoutMs must be an integer')
    expect(six).to.deep.equal(failed('https://a.example/6', 6, '8', `${of} was not begun`))
    expect(seven).to.deep.equal({ ...success('https://a.example/7', 7), id: '9' })
    expect(eight).to.deep.equal(failed('https://a.example/8', 8, '10', 'There is no result of this request'))
    expect(said).to.include('9 requests: 4 succeeded, 5 failed (3 unexpected, 2 invalid-request)')
  })

  it('does not send what no batch has room for', async () => {
    const list = `https://a.example/\n${JSON.stringify({ url: 'https://b.example/', body: 'x'.repeat(200_000) })}`
    const { sent, lines } = await start(() => ({ status: 'SUCCEEDED', records: [] }), { list })
    expect(sent()).to.have.lengthOf(1)
    expect(lines()[1].error.message).to.include('Line 2 cannot be sent: it must have at most 190000 bytes')
  })

  it('starts nothing where there is nothing to send', async () => {
    const { succeeded, input } = await start(() => ({ status: 'SUCCEEDED', records: [] }), {
      list: '\n# none\nno url\n',
    })
    expect([succeeded, input()]).to.deep.equal([false, undefined])
  })

  it('leaves nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => /^rx-fanout-\w{6}$/.test(name))
    const before = left()
    await start(() => ({ status: 'SUCCEEDED', records: [] }))
    expect(left().filter((name) => !before.includes(name))).to.deep.equal([])
  })
})
