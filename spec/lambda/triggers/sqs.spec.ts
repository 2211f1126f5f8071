import { expect } from 'chai'
import { answerEvent, pathTransport } from '../../support/answerEvent.ts'
import { busEvent, fifoRecord, schedulerEvent, snsEnvelope, sqsRecord } from '../../support/lambdaEvents.ts'

const A = 'https://api.example/a'
const B = 'https://api.example/b'
const MISSING = 'https://api.example/missing'

type Case = readonly [name: string, records: readonly object[], failures: readonly string[], fetched: readonly string[]]

const fails = (...ids: readonly string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

const CUSTOMER = { url: A, customer: 'c-1', nested: { url: 5 } }

const ENVELOPED: ReadonlyArray<[name: string, body: string]> = [
  ['an EventBridge event with a request', JSON.stringify(busEvent({ url: A }))],
  ['an EventBridge event with a batch', JSON.stringify(busEvent({ urls: [A] }))],
  ['an EventBridge event that tells more than the request', JSON.stringify(busEvent(CUSTOMER))],
  ['an EventBridge event that tells more than the batch', JSON.stringify(busEvent({ urls: [A], customer: 'c-1' }))],
  ['a schedule', JSON.stringify(schedulerEvent(JSON.stringify({ url: A })))],
  ['a schedule of a URL', JSON.stringify(schedulerEvent(A))],
  ['an EventBridge event in an SNS envelope', snsEnvelope(JSON.stringify(busEvent(CUSTOMER)))],
  ['lines in an SNS envelope', snsEnvelope(`\n${A}\n`)],
  ['an SNS envelope in another', snsEnvelope(snsEnvelope(A))],
  ['an SNS envelope in the detail of a schedule', JSON.stringify(schedulerEvent(snsEnvelope(A)))],
]

const CASES: readonly Case[] = [
  ['a URL', [sqsRecord('1', A)], [], [A]],
  ['a request', [sqsRecord('1', JSON.stringify({ url: A, id: 'a' }))], [], [A]],
  ['a batch', [sqsRecord('1', JSON.stringify({ urls: [A, B], policy: { retries: 0 } }))], [], [A, B]],
  ['an array', [sqsRecord('1', JSON.stringify([A, B]))], [], [A, B]],
  ['an empty batch', [sqsRecord('1', '{"urls":[]}')], [], []],
  ['a URL in an SNS envelope', [sqsRecord('1', snsEnvelope(A))], [], [A]],
  ['a batch in an SNS envelope', [sqsRecord('1', snsEnvelope(JSON.stringify({ urls: [A, B] })))], [], [A, B]],
  [
    'what only looks like an SNS envelope',
    [sqsRecord('1', '{"TopicArn":'), sqsRecord('2', '{"TopicArn":"a"}')],
    ['1', '2'],
    [],
  ],
  ['messages of all sorts', [sqsRecord('1', A), sqsRecord('2', `{"url":"${B}"}`)], [], [A, B]],
  ['a message with a failure', [sqsRecord('1', A), sqsRecord('2', `["${B}","${MISSING}"]`)], ['2'], [A, B, MISSING]],
  ['a poison message', [sqsRecord('1', 'nonsense'), sqsRecord('2', A)], ['1'], [A]],
  ['a message of another shape', [sqsRecord('1', A), sqsRecord('2', '{"a":1}')], ['2'], [A]],
  ['a wrong request', [sqsRecord('1', `{"url":"${A}","retry":1}`), sqsRecord('2', A)], ['1'], [A]],
  ['a request that cannot be sent', [sqsRecord('1', '{"url":"ftp://a.example/"}'), sqsRecord('2', A)], ['1'], [A]],
  ['nothing but poison', [sqsRecord('1', ''), sqsRecord('2', 'null')], ['1', '2'], []],
  ['FIFO messages', [fifoRecord('1', A), fifoRecord('2', B)], [], [A, B]],
  [
    'FIFO messages from the first that fails',
    [fifoRecord('1', A), fifoRecord('2', MISSING), fifoRecord('3', B)],
    ['2', '3'],
    [A, MISSING],
  ],
  [
    'FIFO messages of two groups, of which one fails',
    [
      fifoRecord('1', A, 'g1'),
      fifoRecord('2', MISSING, 'g1'),
      fifoRecord('3', B, 'g2'),
      fifoRecord('4', A, 'g1'),
      fifoRecord('5', A, 'g2'),
    ],
    ['2', '4'],
    [A, B, MISSING, A],
  ],
  [
    'FIFO messages of two groups, of which one is poison',
    [fifoRecord('1', 'x', 'g1'), fifoRecord('2', A, 'g1'), fifoRecord('3', B, 'g2')],
    ['1', '2'],
    [B],
  ],
  ['lines', [sqsRecord('1', `${A}\n${B}\r\n\n"${A}"\n`)], [], [A, B, A]],
  [
    'lines with a request, a batch and an array',
    [sqsRecord('1', `{"url":"${A}"}\n{"urls":["${B}"],"policy":{"retries":0}}\n["${A}"]`)],
    [],
    [A, B, A],
  ],
  ['lines of which one is broken', [sqsRecord('1', `${A}\n{"url":`), sqsRecord('2', B)], ['1'], [B]],
  ['two URLs on one line', [sqsRecord('1', `${A} ${B}`), sqsRecord('2', B)], ['1'], [B]],
  ['two URLs with a tab between', [sqsRecord('1', `${A}\t${B}`), sqsRecord('2', B)], ['1'], [B]],
  ['a URL and a note', [sqsRecord('1', `${A} # note`), sqsRecord('2', B)], ['1'], [B]],
  ['a line of U+2028 in JSON', [sqsRecord('1', `{"url":"${A}","id":"a\u2028b"}`)], [], [A]],
  ...ENVELOPED.map(([name, body]): Case => [name, [sqsRecord('1', body)], [], [A]]),
  ['FIFO messages from a poison one', [fifoRecord('1', 'x'), fifoRecord('2', A)], ['1', '2'], []],
]

describe('sqs', () => {
  for (const [name, Records, failures, fetched] of CASES)
    it(`answers ${name} with ${failures.length} failures`, async () => {
      const answered = await answerEvent({ Records })
      expect(answered.answer).to.deep.equal(fails(...failures))
      expect(answered.fetched).to.deep.equal(fetched)
    })

  it('refuses envelopes without end', async () => {
    let body = A
    for (let depth = 0; depth < 11; depth += 1) body = snsEnvelope(body)
    const { answer, fetched } = await answerEvent({ Records: [sqsRecord('1', body)] })
    expect([answer, fetched]).to.deep.equal([fails('1'), []])
  })

  it('fetches FIFO messages of one group one after another, those of several at once', async () => {
    const transport = pathTransport()
    const hanging = 'https://api.example/hanging'
    const records = [fifoRecord('1', hanging, 'g1'), fifoRecord('2', A, 'g1'), fifoRecord('3', A, 'g2')]
    const { answer } = await answerEvent({ Records: records }, { transport }, { remainingMs: 1_000 })
    expect(answer).to.deep.equal(fails('1', '2'))
    expect(transport.attempts.map(({ url }) => url)).to.deep.equal([hanging, A])
  })

  it('logs a poison message, but nothing of what it says', async () => {
    const { log } = await answerEvent({
      Records: [sqsRecord('1', '{"urls":["https://u:secret@a.example/",{"url":"x","secret":1}]}')],
    })
    expect(log).to.deep.equal([
      {
        level: 'WARN',
        message: 'Invalid message',
        trigger: 'SQS',
        messageId: '1',
        issues: [{ path: 'urls[1].secret', expected: 'no such field' }],
      },
    ])
  })

  it('logs a hundred poison messages, and how many more there are', async () => {
    const { log } = await answerEvent({ Records: Array.from({ length: 150 }, (_, id) => sqsRecord(`${id}`, 'x')) })
    expect(log).to.have.length(101)
    expect(log.at(-1)).to.deep.equal({ level: 'WARN', message: '50 more invalid messages', trigger: 'SQS', more: 50 })
  })

  it('loses nothing but a message with more issues than a call has arguments', async () => {
    const body = `[${Array.from({ length: 131_000 }, () => 1)}]`
    const { answer, fetched } = await answerEvent({ Records: [sqsRecord('1', body), sqsRecord('2', A)] })
    expect(answer).to.deep.equal(fails('1'))
    expect(fetched).to.deep.equal([A])
  })

  it('logs how many results are dropped for want of a destination', async () => {
    const { log } = await answerEvent({ Records: [sqsRecord('1', A), sqsRecord('2', B)] })
    expect(log).to.deep.equal([
      { level: 'WARN', message: '2 results were dropped: RX_FANOUT_DESTINATION is not set', dropped: 2 },
    ])
  })

  it("holds each message's policy for its own requests, and the least of what is said of all", async () => {
    const records = [
      sqsRecord(
        '1',
        JSON.stringify({ urls: [A, { url: B, maxRedirects: 1 }], policy: { maxRedirects: 2, concurrency: 5 } }),
      ),
      sqsRecord('2', JSON.stringify({ urls: [A], policy: { concurrency: 1 } })),
    ]
    const transport = pathTransport()
    await answerEvent({ Records: records }, { transport })
    expect(transport.attempts.map(({ maxRedirects }) => maxRedirects)).to.deep.equal([2, 1, 5])
    expect(transport.peak).to.equal(1)
  })

  it('fails what the time of the invocation does not suffice for', async () => {
    const records = [sqsRecord('1', 'https://api.example/hanging'), sqsRecord('2', A)]
    const { answer } = await answerEvent({ Records: records }, {}, { remainingMs: 550 })
    expect(answer).to.deep.equal(fails('1'))
  })
})
