import { expect } from 'chai'
import { defer, finalize, map, of, timer } from 'rxjs'
import { FetchResult } from '../../src/domain/FetchResult.ts'
import type { Deliver } from '../../src/lambda/index.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { answerEvent, pathTransport } from '../support/answerEvent.ts'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { fifoRecord, sqsRecord } from '../support/lambdaEvents.ts'

const A = 'https://api.example/a'
const B = 'https://api.example/b'
const MISSING = 'https://api.example/missing'

const fails = (...ids: readonly string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

/** Keeps what is delivered, by name. */
function keepDeliveries(): { readonly deliver: Deliver; readonly delivered: Map<string, string> } {
  const delivered = new Map<string, string>()
  return {
    delivered,
    deliver: async (name, chunks) => {
      let text = ''
      for await (const chunk of chunks) text += chunk
      delivered.set(name, text)
    },
  }
}

const parseLines = (text = ''): FetchResult[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('acknowledge', () => {
  it('delivers whole results of all messages as one NDJSON object named by the request id', async () => {
    const { deliver, delivered } = keepDeliveries()
    const records = [sqsRecord('1', `["${A}","${MISSING}"]`), sqsRecord('2', `{"url":"${B}","id":"b"}`)]
    const { answer: told, log } = await answerEvent({ Records: records }, { deliver })
    expect(told).to.deep.equal(fails('1'))
    expect(log).to.deep.equal([])
    expect([...delivered.keys()]).to.deep.equal(['request-1.ndjson'])
    const results = parseLines(delivered.get('request-1.ndjson'))
    expect(results.every(FetchResult.is)).to.equal(true)
    expect(results.map(({ index, url, outcome }) => [index, url, outcome])).to.deep.equal([
      [0, A, 'success'],
      [1, MISSING, 'failure'],
      [2, B, 'success'],
    ])
  })

  it('numbers the results of FIFO messages through', async () => {
    const { deliver, delivered } = keepDeliveries()
    const records = [
      fifoRecord('1', `["${A}","${B}"]`),
      fifoRecord('2', A),
      fifoRecord('3', MISSING),
      fifoRecord('4', A),
    ]
    expect((await answerEvent({ Records: records }, { deliver })).answer).to.deep.equal(fails('3', '4'))
    expect(parseLines(delivered.get('request-1.ndjson')).map(({ index, url }) => [index, url])).to.deep.equal([
      [0, A],
      [1, B],
      [2, A],
      [3, MISSING],
    ])
  })

  const ceilings: ReadonlyArray<[most: number, env: Record<string, string>, policy: object]> = [
    [20, {}, {}],
    [7, { RX_FANOUT_CONCURRENCY: '7' }, {}],
    [2, { RX_FANOUT_CONCURRENCY: '2' }, { concurrency: 50 }],
    [3, { RX_FANOUT_PER_ORIGIN: '3' }, {}],
    [1, {}, { concurrency: 1 }],
  ]
  for (const [most, env, policy] of ceilings)
    it(`has ${most} in flight at most, however many groups a queue has, where ${JSON.stringify({ ...env, ...policy })}`, async () => {
      let inFlight = 0
      let peak = 0
      const transport = fakeTransport(() =>
        defer(() => {
          inFlight += 1
          peak = Math.max(peak, inFlight)
          return timer(2).pipe(
            map(() => answer(200, {})),
            finalize(() => {
              inFlight -= 1
            }),
          )
        }),
      )
      const body = JSON.stringify({ urls: Array.from({ length: 12 }, () => A), policy })
      const Records = Array.from({ length: 5 }, (_, n) => [
        fifoRecord(`${n}`, body, `g${n}`),
        fifoRecord(`b${n}`, A, `g${n}`),
      ])
      const { deliver } = keepDeliveries()
      const { answer: told } = await answerEvent({ Records: Records.flat() }, { env, transport, deliver })
      expect(told).to.deep.equal(fails())
      expect(peak).to.be.within(1, most)
      expect(transport.attempts).to.have.length(5 * 13)
    })

  const broken: Readonly<Record<string, Deliver>> = {
    'that rejects at once': async () => {
      throw new Error('AccessDenied')
    },
    'that rejects at its end': async (_, chunks) => {
      for await (const _ of chunks);
      throw new Error('AccessDenied')
    },
    'that rejects midway': async (_, chunks) => {
      for await (const _ of chunks) throw new Error('AccessDenied')
    },
    'that throws': () => {
      throw new Error('AccessDenied')
    },
  }
  for (const [name, deliver] of Object.entries(broken))
    for (const record of [sqsRecord, fifoRecord])
      it(`fails all messages of ${record.name} after a delivery ${name}`, async () => {
        const { answer: told, log } = await answerEvent({ Records: [record('1', A), record('2', B)] }, { deliver })
        expect(told).to.deep.equal(fails('1', '2'))
        expect(log).to.deep.equal([
          { level: 'ERROR', message: 'The results could not be delivered', cause: 'Unexpected error (Error)' },
        ])
      })

  for (const record of [sqsRecord, fifoRecord])
    for (const [name, deliver, remainingMs] of [
      ['fails', broken['that rejects midway'], 60_000],
      ['fails at once', broken['that rejects at once'], 60_000],
      [
        'is too late',
        (_, chunks) =>
          chunks[Symbol.asyncIterator]()
            .next()
            .then(() => new Promise(() => {})),
        600,
      ],
    ] as ReadonlyArray<[string, Deliver, number]>)
      it(`fetches nothing more and keeps no timer after a delivery of ${record.name} that ${name}`, async () => {
        const before = await activeResources()
        const transport = pathTransport()
        const urls = [A, ...Array.from({ length: 100 }, () => 'https://api.example/hanging')]
        const records = [record('1', JSON.stringify({ urls, policy: { concurrency: 5 } })), record('2', B)]
        const { answer: told } = await answerEvent({ Records: records }, { transport, deliver }, { remainingMs })
        expect(told).to.deep.equal(fails('1', '2'))
        await untilReleased(before)
        expect(transport.inFlight).to.equal(0)
        expect(transport.attempts.length).to.be.at.most(6)
      })

  it('fails all messages if not all results are taken', async () => {
    const deliver: Deliver = async (_, chunks) => {
      for await (const _ of chunks) return
    }
    const { answer: told } = await answerEvent({ Records: [sqsRecord('1', A), sqsRecord('2', B)] }, { deliver })
    expect(told).to.deep.equal(fails('1', '2'))
  })

  it('fails all messages if the delivery takes longer than the invocation', async () => {
    const { answer: told } = await answerEvent(
      { Records: [sqsRecord('1', A)] },
      { deliver: () => new Promise(() => {}) },
      { remainingMs: 600 },
    )
    expect(told).to.deep.equal(fails('1'))
  })

  it('fetches no faster than it delivers', async () => {
    const urls = Array.from({ length: 40 }, (_, index) => `${A}${index}`)
    const transport = pathTransport()
    let taken = 0
    const deliver: Deliver = async (_, chunks) => {
      for await (const _ of chunks) {
        taken += 1
        await new Promise((resolve) => setImmediate(resolve))
        expect(transport.attempts.length).to.be.at.most(taken + 3)
      }
    }
    const body = JSON.stringify({ urls, policy: { concurrency: 2 } })
    expect((await answerEvent({ Records: [sqsRecord('1', body)] }, { transport, deliver })).answer).to.deep.equal(
      fails(),
    )
    expect(taken).to.equal(40)
  })

  it('writes results into the log without headers, credentials and query values', async () => {
    const env = { RX_FANOUT_DESTINATION: 'log' }
    const url = 'https://user:secret@api.example/a?key=secret'
    const { answer: told, log } = await answerEvent({ Records: [sqsRecord('1', url)] }, { env })
    expect(told).to.deep.equal(fails())
    expect(log).to.have.length(1)
    expect(log[0]).to.deep.include({
      level: 'INFO',
      message: 'Result',
      outcome: 'success',
      index: 0,
      url: 'https://api.example/a?key=…',
      body: { path: '/a' },
    })
    expect(JSON.stringify(log)).to.not.include('secret').and.not.include('headers')
  })

  for (const [method, told] of [
    ['POST', { method: 'POST' }],
    ['patch', { method: 'PATCH' }],
    ['DELETE', { method: 'DELETE' }],
    ['GET', {}],
    ['secret', {}],
  ] as const)
    it(`tells the log of the method ${method} ${'method' in told ? 'by its name' : 'nothing'}`, async () => {
      const body = JSON.stringify({ url: A, method })
      const { log } = await answerEvent({ Records: [sqsRecord('1', body)] }, { env: { RX_FANOUT_DESTINATION: 'log' } })
      const { method: logged } = Object(log[0]) as { method?: string }
      expect(logged === undefined ? {} : { method: logged }).to.deep.equal(told)
      expect(JSON.stringify(log)).to.not.match(/secret/i)
    })

  const SAID = { 'set-cookie': ['session=secret'], 'x-internal': 'secret', etag: '"1"' }
  const redirected = (status: number) =>
    fakeTransport(() => of({ ...answer(status, '', SAID), url: 'https://other.example/?key=secret', hops: 2 }))

  for (const status of [200, 404]) {
    it(`writes a ${status} after a redirect into the log without headers and query values`, async () => {
      const env = { RX_FANOUT_DESTINATION: 'log' }
      const { log } = await answerEvent({ Records: [sqsRecord('1', A)] }, { env, transport: redirected(status) })
      expect(log).to.have.length(1)
      expect(log[0]).to.include({ url: A, finalUrl: 'https://other.example/?key=…' })
      expect(JSON.stringify(log)).to.not.include('secret').and.not.include('headers').and.not.include('etag')
    })

    it(`delivers a ${status} with those of its header fields that are for everyone`, async () => {
      const { deliver, delivered } = keepDeliveries()
      await answerEvent({ Records: [sqsRecord('1', A)] }, { deliver, transport: redirected(status) })
      const [result] = parseLines(delivered.get('request-1.ndjson'))
      expect(FetchResult.is(result)).to.equal(true)
      const headers = result?.outcome === 'success' ? result.headers : Reflect.get(Object(result?.error), 'headers')
      expect(headers).to.deep.equal({ etag: '"1"' })
    })
  }
})
