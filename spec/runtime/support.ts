import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { bundleLambda } from '../../scripts/bundleLambda.ts'
import type { Serve } from '../../scripts/lambda/serveFunctionUrl.ts'
import {
  type InvokeOptions,
  type Runtime,
  type RuntimeOptions,
  startRuntime,
} from '../../scripts/lambda/startRuntime.ts'
import { serve, type TestServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

export type PathApi = TestServer & {
  /** The paths asked for, in the order of their arrival. */
  readonly heard: string[]
  /** Answers every `/gate`, also those to come. */
  open(): void
}

/** Answers a path with itself as JSON; `/missing` 404, `/hanging` never, `/gate` when opened, `/large/<n>` with n bytes. */
export async function servePaths(): Promise<PathApi> {
  const heard: string[] = []
  const gate = Promise.withResolvers<void>()
  const server = await serve(async ({ url = '' }, response) => {
    const [, path = '', name, argument] = /^(\/([^/?]*)\/?([^?]*))/.exec(url) ?? []
    heard.push(path)
    if (name === 'hanging') return
    if (name === 'gate') await gate.promise
    if (name === 'after') await wait(Number.parseInt(argument ?? '', 10))
    response.writeHead(name === 'missing' ? 404 : 200, { 'content-type': 'application/json' })
    response.end(name === 'large' ? largeJson(Number.parseInt(argument ?? '', 10)) : JSON.stringify({ path }))
  })
  return { ...server, heard, open: gate.resolve }
}

/** A JSON string that takes so many bytes. */
const largeJson = (bytes: number): string => `"${'x'.repeat(bytes - 2)}"`

/** A face of Lambda as a server of its own. */
export const serveFace = (face: Serve): Promise<TestServer> =>
  serve((request, response) => void face(request, response).catch(() => response.destroy()))

export type Function = {
  /** The function under the runtime client, which may fetch from this machine. */
  start(options?: Partial<RuntimeOptions>): Runtime
  /** The JSON lines that it has logged since the test began. */
  log(): readonly object[]
  /** What has been sent to S3 since the test began. */
  sentToS3(): readonly S3Command[]
  /** A copy of the bundle that finds no SDK. */
  bundleWithoutSdk(): string
}

export type S3Command = { readonly name: string; readonly input: Readonly<Record<string, unknown>> }

/** Stands in for the SDK that comes with Lambda's runtime: the bucket `denied` refuses, `stuck` answers too late. */
const CLIENT_S3 = `
const { appendFileSync } = require('node:fs')
for (const name of ['PutObject', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'AbortMultipartUpload'])
  exports[name + 'Command'] = class { constructor(input) { Object.assign(this, { name, input }) } }
exports.S3Client = class {
  async send({ name, input: { Body, ...input } }) {
    if (input.Bucket === 'denied') throw Object.assign(new Error('secret'), { name: 'AccessDenied' })
    if (input.Bucket === 'stuck') return new Promise((resolve) => setTimeout(resolve, 60_000))
    const command = { name, input: Body === undefined ? input : { ...input, Body: Body.toString() } }
    appendFileSync(__dirname + '/sent.ndjson', JSON.stringify(command) + '\\n')
    return { UploadId: 'upload-1', ETag: 'etag-' + input.PartNumber }
  }
}
`

const parseLines = <T>(lines: string): T[] =>
  lines
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

/** Call in a `describe`: the function as it is deployed, beside a stand-in for S3's client. */
export function builtFunction(): Function {
  const folder = temporaryFolder()
  const bundle = () => folder.path('function/index.mjs')
  const sdk = () => folder.path('function/node_modules/@aws-sdk/client-s3')
  const sent = () => join(sdk(), 'sent.ndjson')
  let logged = ''
  before(async () => {
    await bundleLambda(bundle())
    mkdirSync(sdk(), { recursive: true })
    writeFileSync(join(sdk(), 'index.js'), CLIENT_S3)
  })
  beforeEach(() => {
    logged = ''
    rmSync(sent(), { force: true })
  })
  const log = (chunk: string): void => {
    logged += chunk
  }
  return {
    start: ({ env, ...options } = {}) =>
      startRuntime({ bundle: bundle(), log, env: { RX_FANOUT_ADDRESSES: 'any', ...env }, ...options }),
    log: () => parseLines(logged),
    sentToS3: () => (existsSync(sent()) ? parseLines(readFileSync(sent(), 'utf8')) : []),
    bundleWithoutSdk() {
      const copy = folder.path('bare/index.mjs')
      mkdirSync(dirname(copy), { recursive: true })
      copyFileSync(bundle(), copy)
      return copy
    },
  }
}

export type Line = {
  readonly outcome: string
  readonly index: number
  readonly summary: unknown
  readonly [field: string]: unknown
}

/** The lines of NDJSON. */
export const toLines = (ndjson: string): Line[] => parseLines(ndjson)

/** A streamed answer in whole. */
export async function streamWhole(runtime: Runtime, event: unknown, options?: InvokeOptions) {
  const { body, completion, ...head } = await runtime.invokeStreaming(event, options)
  return { ...head, text: await text(body), ...(await completion) }
}
