import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { findAwsCli } from '../../scripts/deploy/awsCli.ts'
import { startList } from '../../scripts/deploy/start/startList.ts'
import { writeItems } from '../../scripts/deploy/start/writeItems.ts'
import { captureStderr } from '../support/captureStderr.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { killOne } from './killOne.ts'
import { serveCounted } from './origin.ts'
import { world } from './world.ts'

type Line = { readonly outcome: string; readonly index: number; readonly id: string; readonly url: string } & {
  readonly body?: unknown
  readonly error?: { readonly kind: string; readonly message: string }
}

const URLS = 10_000
const PER_BATCH = 100
/** In the middle of the list: its batch is refused as a whole. */
const REFUSED_LINE = 5_050
/** When half of the requests have come, answers are held, and a process of the function dies waiting for them. */
const DIES_AFTER = URLS / 2
const HELD_MS = 500

describe('the state machine', () => {
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('gives one line for each of 10,000 URLs, though a batch is refused and a process dies', async () => {
    let killed: Promise<boolean> | undefined
    const killSoon = async (): Promise<boolean> => {
      await wait(HELD_MS)
      return killOne()
    }
    const api = closing(
      await serveCounted((count) => {
        if (count >= DIES_AFTER) killed ??= killSoon()
        return killed
      }),
    )
    const urls = Array.from({ length: URLS }, (_, n) => `${api.origin}/item/${n + 1}`)
    const list = folder.write('urls.txt', `${urls.join('\n')}\n`)
    const aws = findAwsCli()
    if (aws === undefined) throw new Error('aws is not there')

    // A list that `start` itself sends has no such item: it is judged before.
    const items = folder.path('items.jsonl')
    expect(await writeItems(list, items)).to.deep.equal({ sent: URLS, refused: 0 })
    const lines = readFileSync(items, 'utf8').split('\n')
    lines[REFUSED_LINE - 1] = JSON.stringify({ ...JSON.parse(lines[REFUSED_LINE - 1] ?? ''), timeoutMs: 'soon' })
    writeFileSync(items, lines.join('\n'))
    const { Bucket = '', StateMachineArn = '' } = world().outputs
    await aws('s3', 'cp', '--only-show-errors', items, `s3://${Bucket}/runs/ten-thousand/urls.jsonl`)
    const input = JSON.stringify({ key: 'runs/ten-thousand/urls.jsonl', itemsPerBatch: PER_BATCH })
    const named = ['--name', 'ten-thousand', '--input', input]
    await aws('stepfunctions', 'start-execution', '--state-machine-arn', StateMachineArn, ...named)

    const startedAt = performance.now()
    const output = folder.path('results.ndjson')
    const options = { list, stack: 'rx-fanout', output, resume: 'ten-thousand', settings: {} }
    const { value: succeeded, lines: said } = await captureStderr(() => startList(aws, options))
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    expect(succeeded, said.join('\n')).to.equal(true)
    expect(await killed).to.equal(true)

    const results = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    expect(results.map(({ url }) => url)).to.deep.equal(urls)
    expect(results.map(({ index, id }) => [index, id])).to.deep.equal(urls.map((_, n) => [n, String(n + 1)]))
    const first = Math.floor((REFUSED_LINE - 1) / PER_BATCH) * PER_BATCH
    for (const [place, { outcome, body, error, url }] of results.entries()) {
      if (place >= first && place < first + PER_BATCH) expect(error?.message).to.include('failed: RxFanout.Refused')
      else expect([outcome, body]).to.deep.equal(['success', { path: new URL(url).pathname }])
    }
    const repeated = [...api.heard.values()].filter((times) => times > 1).length
    expect(repeated).to.be.within(1, PER_BATCH)
    world().figures.push(
      `Distributed Map: ${URLS} URLs in ${URLS / PER_BATCH} batches, one refused, one process killed in the middle: ` +
        `${results.length} lines in the list's order, ${results.filter(({ outcome }) => outcome === 'success').length} of them successes, ` +
        `${repeated} URLs fetched twice, ${seconds} s`,
    )
  })

  it('reads rows of CSV with columns that are nobody’s', async () => {
    const api = closing(await serveCounted())
    const urls = Array.from({ length: 7 }, (_, n) => `${api.origin}/row/${n + 1}`)
    const csv = folder.write(
      'rows.csv',
      `id,url,customer\n${urls.map((url, n) => `${n + 1},${url},"Smith, J."`).join('\n')}`,
    )
    const list = folder.write('rows.txt', urls.join('\n'))
    const aws = findAwsCli()
    if (aws === undefined) throw new Error('aws is not there')
    const { Bucket = '', StateMachineArn = '' } = world().outputs
    await aws('s3', 'cp', '--only-show-errors', csv, `s3://${Bucket}/runs/rows/rows.csv`)
    const input = JSON.stringify({ key: 'runs/rows/rows.csv', format: 'csv', itemsPerBatch: 3 })
    const named = ['--name', 'rows', '--input', input]
    await aws('stepfunctions', 'start-execution', '--state-machine-arn', StateMachineArn, ...named)
    const output = folder.path('rows.ndjson')
    const options = { list, stack: 'rx-fanout', output, resume: 'rows', settings: {} }
    const { value: succeeded, lines: said } = await captureStderr(() => startList(aws, options))
    expect(succeeded, said.join('\n')).to.equal(true)
    const bodies = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Line).body)
    expect(bodies).to.deep.equal(urls.map((url) => ({ path: new URL(url).pathname })))
  })

  it('sends a list, follows it and fetches bodies that had no room', async () => {
    const api = closing(await serveCounted())
    const urls = Array.from({ length: 30 }, (_, n) => `${api.origin}/${'long'.repeat(3_000)}/${n}`)
    const list = folder.write('long.txt', urls.join('\n'))
    const aws = findAwsCli()
    if (aws === undefined) throw new Error('aws is not there')
    const output = folder.path('long.ndjson')
    const settings = { itemsPerBatch: 15, policy: { retries: 0 } }
    const start = () => startList(aws, { list, stack: 'rx-fanout', output, settings })
    const { value: succeeded, lines: said } = await captureStderr(start)
    expect(succeeded, said.join('\n')).to.equal(true)
    const results = readFileSync(output, 'utf8').trimEnd().split('\n')
    expect(results.map((line) => (JSON.parse(line) as Line).body)).to.deep.equal(
      urls.map((url) => ({ path: new URL(url).pathname })),
    )
  })
})
