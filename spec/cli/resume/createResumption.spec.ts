import { expect } from 'chai'
import type { Located } from '../../../src/cli/input/Located.ts'
import { createResumption } from '../../../src/cli/resume/createResumption.ts'
import { identityOf } from '../../../src/cli/resume/openRecord.ts'
import { FATE, type Fate, RequestPrints } from '../../../src/cli/resume/RequestPrints.ts'
import type { FetchRequest } from '../../../src/domain/FetchRequest.ts'

const url = (index: number): string => `https://a.example/${index}`
const post = (index: number): FetchRequest => ({ url: url(index), method: 'POST' })

const located = (requests: ReadonlyArray<string | FetchRequest>): Located[] =>
  requests.map((request, index) => ({ request, index, line: index === 0 ? undefined : index + 1, source: undefined }))

const resume = (
  fates: readonly Fate[],
  choice: { retryFailed?: boolean; resend?: boolean; isContinued?: boolean } = {},
) => {
  const { retryFailed = false, resend = false, isContinued = true } = choice
  const prints = new RequestPrints()
  for (const [index, fate] of fates.entries())
    if (fate !== FATE.unknown) prints.add(index, identityOf(url(index), undefined), fate, index + 1)
  const record = { prints, isContinued, append: () => {}, close: () => {} }
  const shape = { headers: {}, shape: (request: string | FetchRequest) => request }
  return createResumption(record, shape, { path: 'r.ndjson', retryFailed, resend })
}

const { unknown, unsent, unsure, failed, done } = FATE

describe('createResumption', () => {
  const table: ReadonlyArray<
    [name: string, fate: Fate, request: string | FetchRequest, choice: object, isLeft: boolean]
  > = [
    ['what succeeded', done, url(0), { retryFailed: true, resend: true }, false],
    ['what failed', failed, url(0), {}, false],
    ['what failed, if it is to be retried', failed, post(0), { retryFailed: true }, true],
    ['what has no result', unknown, url(0), {}, true],
    ['what was ended before it was sent', unsent, post(0), {}, true],
    ['what was ended while it was sent', unsure, url(0), {}, true],
    ['a POST that has no result', unknown, post(0), {}, false],
    ['a POST that was ended while it was sent', unsure, post(0), {}, false],
    ['a POST that has no result, if it is to be sent again', unknown, post(0), { resend: true }, true],
    ['a POST of a first run', unknown, post(0), { isContinued: false }, true],
    ['a POST that may be sent twice', unknown, { ...post(0), idempotent: true }, {}, true],
    ['a POST with a key', unknown, { ...post(0), headers: { 'Idempotency-Key': '1' } }, {}, true],
    ['a PUT that may not be sent twice', unknown, { url: url(0), method: 'PUT', idempotent: false }, {}, false],
    ['a POST that cannot be sent', unknown, { url: 'nonsense', method: 'POST' }, {}, true],
  ]
  for (const [name, fate, request, choice, isLeft] of table)
    it(`${isLeft ? 'fetches' : 'leaves out'} ${name}`, async () => {
      const all = located([request])
      expect(resume([fate], choice).remaining(all)).to.deep.equal(isLeft ? all : [])
      const left: Located[] = []
      for await (const group of resume([fate], choice).remainingOf(toAsync([all]))) left.push(...group)
      expect(left).to.deep.equal(isLeft ? all : [])
    })

  it('counts what it leaves out, and names what may have been sent', () => {
    const resumption = resume([done, failed, unknown, unknown])
    resumption.remaining(located([url(0), url(1), post(2), { ...post(3), url: 'https://a.example/?token=s3cr3t' }]))
    expect(resumption).to.include({ done: 1, failed: 1, unsure: 2 })
    expect(resumption.unsureText).to.equal(
      '2 may have been sent, have no result, and must not be sent twice (--resend sends them):\n' +
        '  line 3: https://a.example/2\n  line 4: https://a.example/?token=…\n',
    )
    expect(resume([done]).unsureText).to.equal(undefined)
  })

  it('names no more than a few', () => {
    const resumption = resume([done])
    resumption.remaining(located([url(0), ...Array.from({ length: 15 }, (_, index) => post(index + 1))]))
    expect(resumption.unsureText?.split('\n')).to.have.length(13).and.include('  and 5 more')
  })

  const changes: ReadonlyArray<[name: string, requests: readonly (string | FetchRequest)[], message: RegExp]> = [
    [
      'another URL',
      [url(0), url(1), url(9)],
      /^the input is another than that of r\.ndjson: request 2 \(line 3\) is https:\/\/a\.example\/9, line 3 there tells of another\. Give the same input/,
    ],
    ['another first URL', [url(9), url(1), url(2)], /: request 0 is https:/],
    ['another id', [url(0), url(1), { url: url(2), id: 'x' }], /: request 2 \(line 3\)/],
    ['fewer requests', [url(0), url(1)], /: it has 2 requests, line 3 there tells of request 2\./],
  ]
  for (const [name, requests, message] of changes)
    it(`refuses an input with ${name}, before anything is fetched`, async () => {
      const fates = [unsent, done, done]
      expect(() => resume(fates).remaining(located(requests))).to.throw(message)
      const left: Located[] = []
      const reading = (async () => {
        for await (const group of resume(fates).remainingOf(toAsync([located(requests)]))) left.push(...group)
      })()
      expect(await reading.catch((error: Error) => error.message)).to.match(message)
      expect(left).to.deep.equal([])
    })

  it('gives what follows the results as it is read', async () => {
    const resumption = resume([unknown, done])
    let read = 0
    async function* input() {
      for (const one of located([url(0), url(1), url(2), url(3), url(4)])) {
        read += 1
        yield [one]
      }
    }
    const left = resumption.remainingOf(input())
    expect(await left.next()).to.have.nested.property('value[0].index', 0)
    expect(read).to.equal(3)
    await left.next()
    await left.next()
    expect(read).to.equal(4)
    await left.return(undefined)
  })
})

async function* toAsync<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}
