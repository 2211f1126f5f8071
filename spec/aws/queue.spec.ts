import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { type Origin, serveCounted } from './origin.ts'
import { within } from './within.ts'
import { world } from './world.ts'

type Message = { readonly Body: string; readonly ReceiptHandle: string }
type Result = { readonly outcome: string; readonly url: string; readonly body: unknown }

/** Shorter than template.yaml's, whose dead letters take an hour. */
const QUICK = { VisibilityTimeout: '2' }
const MAX_RECEIVES = 2
/** What a machine takes that others use too. */
const PATIENCE_S = 120

const arnOf = async (QueueUrl: string): Promise<string> => {
  const asked = { QueueUrl, AttributeNames: ['QueueArn'] }
  const { Attributes } = await world().sqs<{ Attributes: { QueueArn: string } }>('GetQueueAttributes', asked)
  return Attributes.QueueArn
}

const hurry = async (QueueUrl: string, deadLettersUrl: string): Promise<void> => {
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: await arnOf(deadLettersUrl),
    maxReceiveCount: MAX_RECEIVES,
  })
  await world().sqs('SetQueueAttributes', { QueueUrl, Attributes: { ...QUICK, RedrivePolicy } })
}

const send = async (QueueUrl: string, entries: ReadonlyArray<{ body: string; group?: string }>): Promise<void> => {
  for (let first = 0; first < entries.length; first += 10) {
    const Entries = entries.slice(first, first + 10).map(({ body, group }, place) => ({
      Id: String(first + place),
      MessageBody: body,
      ...(group && { MessageGroupId: group, MessageDeduplicationId: String(first + place) }),
    }))
    await world().sqs('SendMessageBatch', { QueueUrl, Entries })
  }
}

/** Takes what is in a queue, until there are as many as expected. */
const takeAll = (QueueUrl: string, count: number): Promise<string[]> => {
  const bodies: string[] = []
  const ask = async (): Promise<string[] | undefined> => {
    const received = await world().sqs<{ Messages?: Message[] }>('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    })
    for (const { Body, ReceiptHandle } of received.Messages ?? []) {
      bodies.push(Body)
      await world().sqs('DeleteMessage', { QueueUrl, ReceiptHandle })
    }
    return bodies.length >= count ? bodies : undefined
  }
  return within(PATIENCE_S, ask, () => bodies)
}

/** How many messages a queue holds, those in flight included. */
const holds = async (QueueUrl: string): Promise<number> => {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible']
  const asked = { QueueUrl, AttributeNames: names }
  const { Attributes } = await world().sqs<{ Attributes: Record<string, string> }>('GetQueueAttributes', asked)
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}

/** All results that the bucket holds of an origin. */
const resultsOf = async ({ origin }: Origin): Promise<Result[]> => {
  const results: Result[] = []
  const { Contents = [] } = await world().s3<{ Contents?: Array<{ Key: string }> }>('ListObjectsV2', {
    Prefix: 'results/',
  })
  for (const { Key } of Contents.filter((object) => object.Key.endsWith('.ndjson'))) {
    const { Body } = await world().s3<{ Body: { transformToString(): Promise<string> } }>('GetObject', { Key })
    const lines = (await Body.transformToString()).trimEnd().split('\n')
    results.push(...lines.map((line) => JSON.parse(line) as Result).filter(({ url }) => url.startsWith(origin)))
  }
  return results
}

describe('the queue with a real event source mapping', () => {
  const closing = closeAfterEach()

  it('fetches 188 of 200 messages into the bucket, and leaves the other 12 as dead letters', async () => {
    const api = closing(await serveCounted())
    const { QueueUrl = '', DeadLettersUrl = '' } = world().outputs
    await hurry(QueueUrl, DeadLettersUrl)
    const bad = Array.from({ length: 12 }, (_, n) =>
      n % 3 === 0 ? `no URL ${n}` : n % 3 === 1 ? `{"url": ${n}` : `${api.origin}/missing/${n}`,
    )
    const good = Array.from({ length: 188 }, (_, n) => `${api.origin}/item/${n}`)
    const mixed = good.flatMap((url, n) => (n % 15 === 0 && n < 180 ? [bad[n / 15] ?? '', url] : [url]))
    expect(mixed).to.have.lengthOf(200)

    const startedAt = performance.now()
    await send(
      QueueUrl,
      mixed.map((body) => ({ body })),
    )
    expect(await takeAll(DeadLettersUrl, 12)).to.have.members(bad)
    await within(
      PATIENCE_S,
      async () => ((await holds(QueueUrl)) === 0 ? true : undefined),
      () => 'messages are left',
    )
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const results = await resultsOf(api)
    const fetched = results.filter(({ outcome }) => outcome === 'success')
    expect(new Set(fetched.map(({ url }) => url))).to.deep.equal(new Set(good))
    expect(fetched).to.have.lengthOf(188)
    for (const { url, body } of fetched) expect(body).to.deep.equal({ path: new URL(url).pathname })
    const failed = results.filter(({ outcome }) => outcome === 'failure').map(({ url }) => url)
    expect(new Set(failed)).to.deep.equal(new Set(bad.filter((body) => body.startsWith('http'))))
    world().figures.push(
      `SQS: 200 messages, 12 of them bad: 188 results in the bucket, 12 dead letters after ${MAX_RECEIVES} tries, ${seconds} s`,
    )
  })

  // Each receipt counts, also that of a message that only waits behind a bad one: in batches they become dead together.
  for (const { batchSize, dead } of [
    { batchSize: 10, dead: ['/missing/one/2', '/one/3', '/one/4'] },
    { batchSize: 1, dead: ['/missing/one/2'] },
  ])
    it(`keeps the order of each group of a FIFO queue in batches of ${batchSize}, and no group waits for another`, async () => {
      const api = closing(await serveCounted())
      const create = async (name: string): Promise<string> => {
        const queue = { QueueName: `${name}-${batchSize}.fifo`, Attributes: { FifoQueue: 'true', ...QUICK } }
        return (await world().sqs<{ QueueUrl: string }>('CreateQueue', queue)).QueueUrl
      }
      const [queue, deadLetters] = [await create('orders'), await create('dead-orders')]
      await hurry(queue, deadLetters)
      const pathsOf = (group: string) => [1, 2, 3, 4].map((n) => `/${group}/${n}`)
      const [one, two] = [pathsOf('one').with(1, '/missing/one/2'), pathsOf('two')]
      await send(
        queue,
        one.flatMap((path, n) => [
          { group: 'one', body: api.origin + path },
          { group: 'two', body: `${api.origin}${two[n]}` },
        ]),
      )
      const startedAt = performance.now()
      await world().aws(
        'lambda',
        'create-event-source-mapping',
        ...['--function-name', world().outputs.FetchFunctionName ?? ''],
        ...['--event-source-arn', await arnOf(queue), '--batch-size', String(batchSize)],
        ...['--function-response-types', 'ReportBatchItemFailures'],
      )
      expect(await takeAll(deadLetters, dead.length)).to.deep.equal(dead.map((path) => api.origin + path))
      await within(
        PATIENCE_S,
        async () => ((await holds(queue)) === 0 ? true : undefined),
        () => api.order,
      )
      const ofGroup = (group: string) => api.order.filter((path) => path.includes(`/${group}/`))
      expect(ofGroup('two')).to.deep.equal(two)
      expect(ofGroup('one')).to.deep.equal([
        '/one/1',
        ...Array(MAX_RECEIVES).fill('/missing/one/2'),
        ...one.slice(2).filter((path) => !dead.includes(path)),
      ])
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      world().figures.push(
        `SQS FIFO, batches of ${batchSize}: two groups of 4, one message bad: ${dead.length} dead, order kept, the other group not held up, ${seconds} s`,
      )
    })
})
