import { expect } from 'chai'
import { answerEvent, missing } from '../../support/answerEvent.ts'
import { busEvent, schedulerEvent, snsRecord } from '../../support/lambdaEvents.ts'

const A = 'https://api.example/a'
const B = 'https://api.example/b'
const MISSING = 'https://api.example/missing'
const ITEMS = 'an event with urls, a request with a url, an http or https URL, or an array of URLs and requests'

const ok = (...body: readonly unknown[]) => ({ statusCode: 200, body })
const refused = (...issues: readonly object[]) => ({ statusCode: 400, body: { error: 'Invalid event', issues } })

type Case = readonly [name: string, event: object, answer: unknown]

const SNS: readonly Case[] = [
  ['a URL', { Records: [snsRecord(A)] }, ok({ path: '/a' })],
  ['a request', { Records: [snsRecord(`{"url":"${A}"}`)] }, ok({ path: '/a' })],
  ['a batch', { Records: [snsRecord(JSON.stringify({ urls: [A, MISSING] }))] }, ok({ path: '/a' }, missing(MISSING))],
  ['several records', { Records: [snsRecord(A), snsRecord(`["${B}"]`)] }, ok({ path: '/a' }, { path: '/b' })],
  [
    'an EventBridge event',
    { Records: [snsRecord(JSON.stringify(busEvent({ url: A, customer: 'c' })))] },
    ok({ path: '/a' }),
  ],
  [
    'other text',
    { Records: [snsRecord('hello')] },
    refused({ path: '', expected: `${ITEMS}, as JSON`, got: 'other text' }),
  ],
]

const BUS: readonly Case[] = [
  ['a batch', busEvent({ urls: [A, MISSING] }), ok({ path: '/a' }, missing(MISSING))],
  ['a request', busEvent({ url: A }), ok({ path: '/a' })],
  ['a wrong batch', busEvent({ urls: A }), refused({ path: 'urls', expected: 'an array of URLs or requests', got: A })],
  ['another detail', busEvent({ state: 'running' }), refused({ path: '', expected: ITEMS, got: 'an object' })],
  ['a request that tells more', busEvent({ url: A, customer: 'c-1' }), ok({ path: '/a' })],
  ['a batch that tells more', busEvent({ urls: [A], customer: 'c-1' }), ok({ path: '/a' })],
  [
    'a wrong request in a batch',
    busEvent({ urls: [{ url: A, customer: 'c-1' }] }),
    refused({ path: 'urls[0].customer', expected: 'no such field', got: 'c-1' }),
  ],
  [
    'several events',
    [busEvent({ url: A, customer: 'c-1' }), busEvent({ urls: [B] })],
    ok({ path: '/a' }, { path: '/b' }),
  ],
  ['an array of one event', [busEvent({ url: A })], ok({ path: '/a' })],
  ['a schedule with a batch', schedulerEvent(JSON.stringify({ urls: [A] })), ok({ path: '/a' })],
  ['a schedule with a URL', schedulerEvent(A), ok({ path: '/a' })],
  ['a schedule as it is by default', schedulerEvent(), refused({ path: '', expected: ITEMS, got: 'an object' })],
]

for (const [trigger, name, cases] of [
  ['sns', 'SNS', SNS],
  ['eventBridge', 'EventBridge', BUS],
] as const)
  describe(trigger, () => {
    for (const [sent, event, answer] of cases)
      it(`answers ${sent} as a direct invocation`, async () => {
        expect((await answerEvent(event)).answer).to.deep.equal(answer)
      })

    it('logs an invalid event, since nobody may read the answer', async () => {
      const [, event] = cases.find(([, , answer]) => (answer as { statusCode: number }).statusCode === 400) ?? []
      const { log } = await answerEvent(event)
      expect(log).to.have.length(1)
      expect(log[0]).to.include({ level: 'WARN', message: 'Invalid event', trigger: name })
      expect(JSON.stringify(log)).to.not.include(A)
    })
  })
