import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { openBlackHole } from '../support/faults/server/blackHole.ts'
import { LARGE_EVENTS } from '../support/largeEvents/largeEvents.ts'
import { builtFunction } from './support.ts'

const MB = 1_048_576

/** What an invocation has left when it begins, in ms: twice what suffices with a full core, since this one may be shared. */
const DEADLINE_MS = 10_000

const repeat = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => item(n))

const sqsRecord = (messageId: string, body: string): object => ({ messageId, body, eventSource: 'aws:sqs' })

/** Events with very many requests that end by themselves or by the deadline, by what is in them. */
const requestsOf = (silent: string): Readonly<Record<string, () => unknown>> => ({
  '140,000 URLs that are none': () => ({ urls: repeat(140_000, () => 'x') }),
  '31,000 URLs that are none, for whole results': () => ({ urls: repeat(31_000, () => 'x'), results: 'full' }),
  '140,000 URLs of a silent server': () => ({ urls: repeat(140_000, (n) => `${silent}/${n}`) }),
  '60,000 URLs of a silent server': () => ({ urls: repeat(60_000, (n) => `${silent}/${n}`) }),
  'messages of 20,000 URLs that are none': () => ({
    Records: repeat(10, (n) => sqsRecord(`${n}`, JSON.stringify(repeat(20_000, () => 'ftp://x')))),
  }),
  'messages of 15,000 URLs of a silent server': () => ({
    Records: repeat(10, (n) => sqsRecord(`${n}`, JSON.stringify(repeat(15_000, (m) => `${silent}/${m}`)))),
  }),
})

describe('the built bundle, at 512 MB,', () => {
  const built = builtFunction()
  const closing = closeAfterEach()
  const silent: { origin: string; close(): Promise<unknown> } = { origin: '', close: async () => {} }
  before(async () => {
    const hole = await openBlackHole()
    Object.assign(silent, { origin: `http://127.0.0.1:${hole.port}`, close: () => hole.close() })
  })
  after(() => silent.close())

  const events: Readonly<Record<string, () => unknown>> = {
    ...Object.fromEntries(
      Object.entries(LARGE_EVENTS)
        .filter(([name]) => name !== 'an array in arrays') // which `JSON.stringify` cannot send
        .map(([name, json]) => [name, () => JSON.parse(json())]),
    ),
    ...Object.fromEntries(Object.keys(requestsOf('')).map((name) => [name, () => requestsOf(silent.origin)[name]?.()])),
  }
  for (const [name, event] of Object.entries(events))
    it(`answers ${name} in time`, async () => {
      const {
        error,
        durationMs,
        maxMemoryBytes = 0,
      } = await closing(built.start()).invoke(event(), {
        deadlineMs: DEADLINE_MS,
      })
      console.log(`        ${Math.round(durationMs)} ms, ${Math.round(maxMemoryBytes / MB)} MiB`)
      expect(error).to.equal(undefined)
      expect(durationMs).to.be.below(DEADLINE_MS)
    }).timeout(60_000)
})
