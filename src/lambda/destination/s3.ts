import { createRequire } from 'node:module'
import type { Deliver } from './Destination.ts'
import { inParts } from './inParts.ts'

/** What is used of `@aws-sdk/client-s3`, which comes with Lambda's runtime. */
export type S3Sdk = { readonly S3Client: new (config: object) => S3Client } & {
  readonly [C in CommandName]: new (
    input: object,
  ) => object
}
type S3Client = { send(command: object, options: object): Promise<S3Output> }
type S3Output = { readonly UploadId?: string; readonly ETag?: string }
type CommandName =
  | 'PutObjectCommand'
  | 'CreateMultipartUploadCommand'
  | 'UploadPartCommand'
  | 'CompleteMultipartUploadCommand'
  | 'AbortMultipartUploadCommand'

/** S3 user guide, "Amazon S3 multipart upload limits": a part has 5 MiB at least, an upload 10,000 parts at most. */
const PART_BYTES = 8_388_608

const contentTypeOf = (name: string): string => (name.endsWith('.json') ? 'application/json' : 'application/x-ndjson')

/** By `require`, since it also looks where the runtime keeps its modules (NODE_PATH), which `import` does not. */
const requireSdk = (): S3Sdk => createRequire(import.meta.url)('@aws-sdk/client-s3')

/**
 * Delivers to a folder of a bucket; the SDK is loaded at the first delivery. What is larger than one part is uploaded
 * while it comes, so that two parts wait in memory at most. Nothing to deliver makes no object.
 */
export function createS3Deliver(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  loadSdk: () => S3Sdk = requireSdk,
): Deliver {
  let loaded: { readonly sdk: S3Sdk; readonly client: S3Client } | undefined
  const load = () => {
    if (loaded !== undefined) return loaded
    const sdk = loadSdk()
    loaded = { sdk, client: new sdk.S3Client({ followRegionRedirects: true }) }
    return loaded
  }

  return async (name, chunks, abortSignal) => {
    const { sdk, client } = load()
    const send = (command: CommandName, input: object, options: object = { abortSignal }): Promise<S3Output> =>
      client.send(new sdk[command]({ Bucket: bucket, Key: prefix + name, ...input }), options)

    const ContentType = contentTypeOf(name)
    const parts = inParts(chunks, PART_BYTES)
    const first = await parts.next()
    if (first.done) return
    const second = await parts.next()
    if (second.done) {
      await send('PutObjectCommand', { Body: first.value, ContentType })
      return
    }
    const { UploadId } = await send('CreateMultipartUploadCommand', { ContentType })
    try {
      const uploaded: object[] = []
      const upload = async (Body: Buffer): Promise<void> => {
        const PartNumber = uploaded.length + 1
        const { ETag } = await send('UploadPartCommand', { UploadId, PartNumber, Body })
        uploaded.push({ PartNumber, ETag })
      }
      await upload(first.value)
      await upload(second.value)
      for await (const part of parts) await upload(part)
      await send('CompleteMultipartUploadCommand', { UploadId, MultipartUpload: { Parts: uploaded } })
    } catch (error) {
      await send('AbortMultipartUploadCommand', { UploadId }, {}).catch(() => {}) // its parts would be paid for
      throw error
    }
  }
}
