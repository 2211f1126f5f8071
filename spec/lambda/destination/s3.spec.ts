import { expect } from 'chai'
import { createS3Deliver, type S3Sdk } from '../../../src/lambda/destination/s3.ts'

type Sent = { readonly command: string; readonly input: Record<string, unknown> }

/** An SDK that notes what is sent, and fails where it is told to. */
function fakeSdk(failing?: string): { readonly sdk: S3Sdk; readonly sent: Sent[]; readonly configs: object[] } {
  const sent: Sent[] = []
  const configs: object[] = []
  const commandOf = (command: string) =>
    class {
      readonly command = command
      readonly input: object
      constructor(input: object) {
        this.input = input
      }
    }
  class S3Client {
    constructor(config: object) {
      configs.push(config)
    }
    async send(request: object): Promise<object> {
      const { command, input } = request as Sent
      sent.push({ command, input })
      if (command === failing) throw new Error('AccessDenied')
      return { UploadId: 'upload', ETag: `etag-${sent.length}` }
    }
  }
  const sdk: S3Sdk = {
    S3Client,
    PutObjectCommand: commandOf('PutObject'),
    CreateMultipartUploadCommand: commandOf('CreateMultipartUpload'),
    UploadPartCommand: commandOf('UploadPart'),
    CompleteMultipartUploadCommand: commandOf('CompleteMultipartUpload'),
    AbortMultipartUploadCommand: commandOf('AbortMultipartUpload'),
  }
  return { sdk, sent, configs }
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}

const signal = new AbortController().signal
const at = { Bucket: 'results', Key: 'a/request-1.ndjson' }
const MEBIBYTE = 1_048_576

describe('createS3Deliver', () => {
  const deliverWith = (sdk: S3Sdk) => createS3Deliver({ bucket: 'results', prefix: 'a/' }, () => sdk)

  it('puts what is small as one object', async () => {
    const { sdk, sent } = fakeSdk()
    await deliverWith(sdk)('request-1.ndjson', chunks('{"a":1}\n', '{"é":2}\n'), signal)
    expect(sent).to.deep.equal([
      {
        command: 'PutObject',
        input: { ...at, Body: Buffer.from('{"a":1}\n{"é":2}\n'), ContentType: 'application/x-ndjson' },
      },
    ])
  })

  it('says what a single body is', async () => {
    const { sdk, sent } = fakeSdk()
    await deliverWith(sdk)('request-1/7.json', chunks('{}'), signal)
    expect(sent[0]?.input).to.include({ Key: 'a/request-1/7.json', ContentType: 'application/json' })
  })

  it('makes no object of nothing', async () => {
    const { sdk, sent } = fakeSdk()
    await deliverWith(sdk)('request-1.ndjson', chunks(), signal)
    expect(sent).to.deep.equal([])
  })

  it('uploads what is large in parts while it comes', async () => {
    const { sdk, sent } = fakeSdk()
    let taken = 0
    async function* large(): AsyncGenerator<string> {
      for (; taken < 20; taken += 1) {
        if (taken === 17) expect(sent.map(({ command }) => command)).to.include('UploadPart')
        yield 'x'.repeat(MEBIBYTE)
      }
    }
    await deliverWith(sdk)('request-1.ndjson', large(), signal)
    const parts = sent.filter(({ command }) => command === 'UploadPart').map(({ input }) => input)
    expect(parts.map(({ PartNumber, Body }) => [PartNumber, (Body as Buffer).byteLength / MEBIBYTE])).to.deep.equal([
      [1, 8],
      [2, 8],
      [3, 4],
    ])
    expect(sent[0]).to.deep.equal({
      command: 'CreateMultipartUpload',
      input: { ...at, ContentType: 'application/x-ndjson' },
    })
    expect(sent.at(-1)).to.deep.equal({
      command: 'CompleteMultipartUpload',
      input: {
        ...at,
        UploadId: 'upload',
        MultipartUpload: {
          Parts: [
            { PartNumber: 1, ETag: 'etag-2' },
            { PartNumber: 2, ETag: 'etag-3' },
            { PartNumber: 3, ETag: 'etag-4' },
          ],
        },
      },
    })
  })

  it('gives an upload up that fails, and says so', async () => {
    const { sdk, sent } = fakeSdk('UploadPart')
    const failure = await deliverWith(sdk)('a', chunks('x'.repeat(8 * MEBIBYTE), 'y'), signal).catch(String)
    expect(failure).to.equal('Error: AccessDenied')
    expect(sent.at(-1)).to.have.property('command', 'AbortMultipartUpload')
  })

  it('loads the SDK at the first delivery, and once', async () => {
    const { sdk, configs } = fakeSdk()
    let loads = 0
    const deliver = createS3Deliver({ bucket: 'results', prefix: '' }, () => {
      loads += 1
      return sdk
    })
    expect(loads).to.equal(0)
    for (const name of ['a', 'b']) await deliver(name, chunks('x'), signal)
    expect(loads).to.equal(1)
    expect(configs).to.deep.equal([{ followRegionRedirects: true }])
  })

  it('rejects where there is no SDK', async () => {
    const failure = await createS3Deliver({ bucket: 'results', prefix: '' })('a', chunks('x'), signal).catch(String)
    expect(failure).to.include("Cannot find module '@aws-sdk/client-s3'")
  })
})
