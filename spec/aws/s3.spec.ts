import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { createS3Deliver } from '../../src/lambda/destination/s3.ts'
import { servePaths } from '../runtime/support.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { world } from './world.ts'

const MEGABYTE = 1_048_576

async function* megabytes(count: number, beforeEach = async (_: number) => {}): AsyncGenerator<string> {
  for (let index = 0; index < count; index += 1) {
    await beforeEach(index)
    yield `${'x'.repeat(MEGABYTE - 1)}\n`
  }
}

const read = async (key: string): Promise<string> => {
  const { Body } = await world().s3<{ Body: { transformToString(): Promise<string> } }>('GetObject', { Key: key })
  return Body.transformToString()
}

const keysOf = async (prefix: string): Promise<string[]> => {
  const { Contents = [] } = await world().s3<{ Contents?: Array<{ Key: string }> }>('ListObjectsV2', { Prefix: prefix })
  return Contents.map(({ Key }) => Key)
}

type Head = { readonly ContentLength: number; readonly ContentType: string; readonly ETag: string }

describe('the S3 destination with AWS’s own SDK', () => {
  const closing = closeAfterEach()
  const never = new AbortController().signal
  const deliver = (prefix: string) =>
    createS3Deliver({ bucket: world().outputs.Bucket ?? '', prefix }, () => world().s3Sdk)

  it('puts what is small as one object', async () => {
    await deliver('one/')('a.ndjson', megabytes(1), never)
    expect(await keysOf('one/')).to.deep.equal(['one/a.ndjson'])
    expect((await read('one/a.ndjson')).length).to.equal(MEGABYTE)
  })

  it('makes no object of nothing', async () => {
    await deliver('none/')('a.ndjson', megabytes(0), never)
    expect(await keysOf('none/')).to.deep.equal([])
  })

  it('uploads what is large in parts', async () => {
    const startedAt = performance.now()
    await deliver('parts/')('a.ndjson', megabytes(20), never)
    world().figures.push(`S3: 20 MiB in three parts in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    const { ContentLength, ContentType, ETag } = await world().s3<Head>('HeadObject', { Key: 'parts/a.ndjson' })
    expect([ContentLength, ContentType]).to.deep.equal([20 * MEGABYTE, 'application/x-ndjson'])
    expect(ETag).to.match(/-3"$/)
  })

  it('leaves neither an object nor parts when it is aborted', async () => {
    const abort = new AbortController()
    const upload = deliver('aborted/')(
      'a.ndjson',
      megabytes(40, async (index) => {
        if (index === 30) abort.abort()
        await wait(1)
      }),
      abort.signal,
    )
    const outcome = await upload.then(
      () => 'delivered',
      () => 'rejected',
    )
    expect(outcome).to.equal('rejected')
    expect(await keysOf('aborted/')).to.deep.equal([])
    const { Uploads = [] } = await world().s3<{ Uploads?: object[] }>('ListMultipartUploads', {})
    expect(Uploads).to.deep.equal([])
  })

  it('holds the bodies that an answer has no room for', async () => {
    const api = closing(await servePaths())
    const bytes = 60_000
    const Items = Array.from({ length: 8 }, (_, index) => ({
      id: randomUUID(),
      url: `${api.origin}/large/${bytes}/${index}`,
    }))
    const { payload } = await world().runtime.invoke({ Items, BatchInput: { results: 'full' } })
    const { statusCode, body } = payload as {
      statusCode: number
      body: Array<{ outcome: string; id: string; error?: { kind: string; location: string } }>
    }
    expect(statusCode).to.equal(200)
    expect(JSON.stringify(payload).length).to.be.below(262_144)
    const asides = body.filter(({ error }) => error !== undefined)
    expect(asides.length).to.be.within(4, 5)
    for (const { error, id } of asides) {
      expect(error?.kind).to.equal('output-limit')
      const key = error?.location.replace(`s3://${world().outputs.Bucket}/`, '') ?? ''
      expect(key).to.match(/^results\/[\w-]+\/\d\.json$/)
      const whole = JSON.parse(await read(key)) as { outcome: string; id: string; body: string }
      expect([whole.outcome, whole.id, whole.body.length]).to.deep.equal(['success', id, bytes - 2])
    }
  })
})
