import { expect } from 'chai'
import type { Deliver } from '../../src/lambda/index.ts'
import { answerEvent } from '../support/answerEvent.ts'
import { httpApiEvent, loadBalancerEvent, snsRecord } from '../support/lambdaEvents.ts'
import { withoutTimes } from '../support/withoutTimes.ts'

const LIMIT = 6_291_556

const large = (bytes: number) => `https://api.example/large/${bytes}`
const A = 'https://api.example/a'

const limited = (url: string, bodyBytes: number, limitBytes: number, data: object = {}) => ({
  error: 'The answer has no room for the body',
  kind: 'output-limit',
  url,
  attempts: 1,
  limitBytes,
  bodyBytes,
  ...data,
})

/** One event of each limit, with one body just over it. */
const OVERSIZE: ReadonlyArray<[name: string, limitBytes: number, event: (urls: readonly string[]) => unknown]> = [
  ['a direct invocation', LIMIT, (urls) => ({ urls, policy: { maxBodyBytes: 10_000_000 } })],
  [
    'an HTTP API',
    LIMIT,
    (urls) => httpApiEvent({ method: 'POST', body: JSON.stringify({ urls, policy: { maxBodyBytes: 10_000_000 } }) }),
  ],
  [
    'a load balancer',
    1_048_576,
    (urls) =>
      loadBalancerEvent({ httpMethod: 'POST', body: JSON.stringify({ urls, policy: { maxBodyBytes: 10_000_000 } }) }),
  ],
  [
    'SNS',
    1_048_576,
    (urls) => ({ Records: [snsRecord(JSON.stringify({ urls, policy: { maxBodyBytes: 9_000_000 } }))] }),
  ],
  ['a Distributed Map', 260_096, (urls) => ({ Items: urls, BatchInput: { maxBodyBytes: 10_000_000 } })],
]

const itemsOf = (answer: unknown): unknown => {
  const { body } = answer as { body: unknown }
  return typeof body === 'string' ? JSON.parse(body) : body
}

describe('reply', () => {
  for (const [name, limitBytes, toEvent] of OVERSIZE)
    it(`keeps the answer to ${name} within ${limitBytes} bytes`, async () => {
      const tooLarge = large(limitBytes)
      const fitting = large(limitBytes - 5_000)
      const { answer } = await answerEvent(toEvent([A, tooLarge, fitting]))
      expect(answer).to.have.property('statusCode', 200)
      expect(Buffer.byteLength(JSON.stringify(answer))).to.be.within(limitBytes - 5_000, limitBytes)
      const [first, second, third] = itemsOf(answer) as readonly unknown[]
      expect(first).to.deep.equal({ path: '/a' })
      expect(second).to.deep.equal(limited(tooLarge, limitBytes, limitBytes))
      expect(third)
        .to.have.property('text')
        .with.length(limitBytes - 5_011)
    })

  it('loses the fewest bodies that can be', async () => {
    const urls = [large(3_000_000), ...Array.from({ length: 5 }, () => large(1_000_000)), large(2_000_000)]
    const { answer } = await answerEvent({ urls, policy: { maxBodyBytes: 10_000_000 } })
    const kinds = (itemsOf(answer) as ReadonlyArray<{ kind?: string }>).map(({ kind }) => kind)
    expect(kinds).to.deep.equal(['output-limit', ...Array.from({ length: 5 }), 'output-limit'])
  })

  it('answers 400 before it fetches where there is no place for every request', async () => {
    const Items = Array.from({ length: 10_000 }, () => A)
    const { answer, fetched } = await answerEvent({ Items })
    expect(answer).to.have.property('statusCode', 400)
    expect(answer).to.have.nested.property('body.issues[0].path', 'urls')
    expect(answer)
      .to.have.nested.property('body.issues[0].expected')
      .that.matches(/^at most 6\d{3} requests, so that each has a place in the answer$/)
    expect(answer).to.have.nested.property('body.issues[0].got', 'an array of 10000')
    expect(fetched).to.deep.equal([])
  })

  describe('for whole results', () => {
    const HANGING = 'https://api.example/hanging'
    const summaryOf = (answer: unknown): unknown => withoutTimes((answer as { summary?: unknown }).summary)

    it('has a summary beside them, which names what never started', async () => {
      const urls = [A, HANGING, 'nonsense', A, A]
      const event = { urls, policy: { concurrency: 1, deadlineMs: 100 }, results: 'full' }
      const { answer } = await answerEvent(event)
      expect(answer).to.have.all.keys('statusCode', 'body', 'summary')
      expect(answer).to.have.nested.property('summary.p95Ms').that.is.a('number')
      expect(summaryOf(answer)).to.deep.equal({
        requests: 5,
        results: 5,
        succeeded: 1,
        failed: 4,
        failures: { deadline: 4 },
        retries: 0,
        unfinished: [[2, 4]],
      })
    })

    it('counts in it what the answer tells, also of what had no room', async () => {
      const { answer } = await answerEvent({
        Items: [A, large(200_000), large(150_000)],
        BatchInput: { results: 'full' },
      })
      expect(summaryOf(answer)).to.deep.include({ succeeded: 2, failures: { 'output-limit': 1 }, unfinished: [] })
    })

    it('stays within the limit where every other request never started', async () => {
      // 1,150 requests have hardly room for more than their indexes
      const urls = Array.from({ length: 1_150 }, (_, n) => (n % 2 === 0 ? `${HANGING}?${'x'.repeat(200)}` : large(300)))
      const policy = { concurrency: 2, perOrigin: 1, deadlineMs: 1_000 } // ample for those that are answered
      const items = urls.map((url, n) => (n % 2 === 0 ? url : url.replace('api.example', 'b.example')))
      const { answer } = await answerEvent({ Items: items, BatchInput: { policy, results: 'full' } })
      expect(answer).to.have.property('statusCode', 200)
      expect(answer).to.have.nested.property('summary.unfinished').with.length(574)
      expect(Buffer.byteLength(JSON.stringify(answer))).to.be.within(200_000, 260_096)
    })

    for (const [name, event] of Object.entries({
      'a bare array': [A],
      'an HTTP response': httpApiEvent({ method: 'POST', body: JSON.stringify({ urls: [A], results: 'full' }) }),
      'parsed bodies': { urls: [A] },
    }))
      it(`puts none into ${name}`, async () => {
        const { answer } = await answerEvent(event)
        expect(JSON.stringify(answer)).to.not.include('unfinished')
      })
  })

  describe('with a destination', () => {
    const env = { RX_FANOUT_DESTINATION: 's3://results/a/' }
    const url = large(7_000_000)
    const event = { urls: [A, url], policy: { maxBodyBytes: 10_000_000 } }

    it('puts a body that has no room there, and says where', async () => {
      const delivered: Array<[name: string, text: string]> = []
      const deliver: Deliver = async (name, chunks) => {
        let text = ''
        for await (const chunk of chunks) text += chunk
        delivered.push([name, text])
      }
      const { answer } = await answerEvent(event, { env, deliver })
      const location = 's3://results/a/request-1/1.json'
      expect(itemsOf(answer)).to.deep.equal([{ path: '/a' }, limited(url, 7_000_000, LIMIT, { location })])
      expect(delivered.map(([name]) => name)).to.deep.equal(['request-1/1.json'])
      expect(JSON.parse(delivered[0]?.[1] ?? ''))
        .to.have.property('text')
        .with.length(6_999_989)
    })

    it('says nothing of a place where it could not be put, and logs it', async () => {
      const deliver: Deliver = async () => {
        throw new Error('AccessDenied')
      }
      const { answer, log } = await answerEvent(event, { env, deliver })
      expect(itemsOf(answer)).to.deep.equal([{ path: '/a' }, limited(url, 7_000_000, LIMIT)])
      expect(log).to.deep.equal([
        {
          level: 'ERROR',
          message: 'A body without room could not be put aside',
          index: 1,
          cause: 'Unexpected error (Error)',
        },
      ])
    })

    it('does not wait for it longer than the invocation lasts', async () => {
      const deliver: Deliver = () => new Promise(() => {})
      const { answer } = await answerEvent(event, { env, deliver }, { remainingMs: 1_200 })
      expect(itemsOf(answer)).to.deep.equal([{ path: '/a' }, limited(url, 7_000_000, LIMIT)])
    })

    it('has few bodies on their way at a time', async () => {
      let underWay = 0
      let peak = 0
      const deliver: Deliver = async () => {
        underWay += 1
        peak = Math.max(peak, underWay)
        await new Promise((resolve) => setTimeout(resolve, 5))
        underWay -= 1
      }
      const urls = Array.from({ length: 40 }, () => large(1_000_000))
      const { answer } = await answerEvent({ urls }, { env, deliver })
      expect((itemsOf(answer) as readonly object[]).filter((item) => 'location' in item)).to.have.length(34)
      expect(peak).to.be.within(2, 8)
    })
  })
})
