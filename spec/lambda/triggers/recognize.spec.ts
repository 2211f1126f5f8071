import { expect } from 'chai'
import fc from 'fast-check'
import { createHandler } from '../../../src/lambda/index.ts'
import { TRIGGERS } from '../../../src/lambda/triggers/recognize.ts'
import { answerEvent, pathTransport } from '../../support/answerEvent.ts'
import { captureStderr } from '../../support/captureStderr.ts'
import { pathsIn, replaceAt } from '../../support/events.ts'
import * as events from '../../support/lambdaEvents.ts'

const A = 'https://api.example/a'

/** An event of each trigger, by the trigger's name. */
const EVENTS: Readonly<Record<string, unknown>> = {
  direct: { urls: [A] },
  'HTTP API, function URL': events.httpApiEvent({}),
  ALB: events.loadBalancerEvent({}),
  'REST API': events.restApiEvent({}),
  'VPC Lattice': events.latticeEvent({}),
  'VPC Lattice v1': events.latticeV1Event({}),
  SQS: { Records: [events.sqsRecord('1', A)] },
  Kinesis: { Records: [events.kinesisRecord('101', A)] },
  SNS: { Records: [events.snsRecord(A)] },
  EventBridge: events.busEvent({ url: A }),
  'Distributed Map batch': { Items: [A] },
  'Distributed Map item': A,
  Pipes: [events.sqsRecord('1', A)],
  'EventBridge events': [events.busEvent({ url: A })],
  items: [A],
}

const UNKNOWN: Readonly<Record<string, unknown>> = {
  "the console's test event": { key1: 'value1', key2: 'value2' },
  'an S3 notification': { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'a' } } }] },
  'an SES notification': { Records: [{ eventSource: 'aws:ses', ses: {} }] },
  'a CodeCommit notification': { Records: [{ eventSource: 'aws:codecommit', codecommit: {} }] },
  'CloudWatch logs': { awslogs: { data: 'H4sIAAAAAAAA' } },
  'records of several sources': { Records: [events.sqsRecord('1', A), events.kinesisRecord('101', A)] },
  'an array of anything': [{ a: 1 }],
  'an array with one item among others': [A, { a: 1 }],
  'an array of text': ['a', 'b'],
  'an object with a url that is no string': { url: 5 },
}

describe('recognize', () => {
  for (const trigger of TRIGGERS) {
    it(`knows an event of ${trigger.name}`, () => {
      expect(EVENTS).to.have.property(trigger.name)
      const event = EVENTS[trigger.name]
      const first = TRIGGERS.find((candidate) => candidate.recognize(event)._tag === 'Some')
      expect(first?.name).to.equal(trigger.name)
    })

    it(`says in one line what ${trigger.name} accepts`, () => {
      expect(trigger.accepts)
        .to.be.a('string')
        .and.match(/^.{10,120}$/)
    })
  }

  for (const [name, polled] of [
    ['a poller', events.POLLED_EVENTS],
    ['Pipes', events.PIPED_EVENTS],
  ] as const)
    for (const [source, event] of Object.entries(polled))
      it(`fails the invocation for records of ${source} from ${name}, so that they are not lost`, async () => {
        const error = await createHandler({ env: {} })(event).then(
          () => undefined,
          (thrown) => thrown,
        )
        expect(error).to.be.instanceOf(Error)
        expect(error.message).to.equal(
          `Records of ${source} are not served: the invocation fails, so that they are not taken for done`,
        )
      })

  for (const [name, event] of Object.entries(UNKNOWN))
    it(`answers 400 to ${name}, with all that is accepted`, async () => {
      const { answer, fetched, log } = await answerEvent(event)
      expect(answer).to.have.property('statusCode', 400)
      expect(answer).to.have.nested.property('body.error', 'Invalid event')
      expect(answer).to.have.nested.property('body.issues').with.length(1)
      expect(answer)
        .to.have.nested.property('body.accepts')
        .that.deep.equals(TRIGGERS.map(({ accepts }) => accepts))
      expect(fetched).to.deep.equal([])
      expect(log).to.deep.equal([{ level: 'WARN', message: 'Unknown event' }])
    })

  for (const event of [null, 5, 'nonsense', '', true, [], {}])
    it(`answers 400 to ${JSON.stringify(event)}, which is no event at all`, async () => {
      const { answer, log } = await answerEvent(event)
      expect(answer).to.have.property('statusCode', 400)
      expect(answer).to.have.property('body').with.all.keys('error', 'issues')
      expect(log).to.deep.equal([])
    })

  it('answers every event in a form of its trigger, whatever is wrong with it', async () => {
    const wild = fc.oneof(fc.anything({ withBigInt: true, withSparseArray: true }), fc.constantFrom(A, 'x', null))
    const handler = createHandler({ env: {}, transport: pathTransport() })
    await captureStderr(() =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.values(EVENTS)), fc.nat(), wild, async (event, place, value) => {
          const paths = pathsIn(event)
          const answer = await handler<unknown>(replaceAt(event, paths[place % paths.length] ?? [], value))
          if (Array.isArray(answer)) return
          const keys = Object.keys(Object(answer))
          expect(keys.includes('batchItemFailures') || keys.includes('statusCode')).to.equal(true)
          if (keys.includes('statusCode'))
            expect(answer).to.have.property('statusCode').that.is.oneOf([200, 204, 400, 405])
        }),
        { numRuns: 1_000 },
      ),
    )
  })

  it('does not throw for what throws when it is looked at', async () => {
    for (const field of ['urls', 'Records', 'requestContext', 'detail', 'Items', 'url']) {
      const event = Object.defineProperty({ a: 1 }, field, {
        enumerable: true,
        get: () => {
          throw new RangeError('secret')
        },
      })
      const { value } = await captureStderr(() => createHandler({ env: {} })(event))
      expect(value).to.deep.equal({ statusCode: 500, body: { error: 'Unexpected error (RangeError)' } })
    }
  })
})
