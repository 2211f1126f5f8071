import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DEPLOY, ROOT } from '../../scripts/deploy/folders.ts'
import { type MiniStack, startMiniStack } from '../../scripts/deploy/standIns/startMiniStack.ts'
import { BUNDLE } from '../../scripts/lambda/paths.ts'
import { serveInvocations } from '../../scripts/lambda/serveInvocations.ts'
import { type Runtime, startRuntime } from '../../scripts/lambda/startRuntime.ts'
import type { S3Sdk } from '../../src/lambda/destination/s3.ts'
import { type Send, sender } from './sender.ts'

const run = promisify(execFile)

/** No credentials of anybody: the stand-in takes any. */
const NOBODY = {
  AWS_ACCESS_KEY_ID: 'nobody',
  AWS_SECRET_ACCESS_KEY: 'nobody',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1', // the first version of the command line reads this one
}
/** Environments of the function at most, as template.yaml has them. */
const ENVIRONMENTS = 10
const STACK = 'rx-fanout'

/** The project deployed to stand-ins by its own command, its function under AWS's runtime client. */
export type World = {
  /** Variables with which AWS's command line and SDK reach the stand-ins. */
  readonly env: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  /** Sends a command of S3's SDK about the bucket, or of SQS's. */
  readonly s3: Send
  readonly sqs: Send
  readonly s3Sdk: S3Sdk
  /** The function as it is deployed. */
  readonly runtime: Runtime
  /** What the function has logged. */
  log(): string
  aws(...args: readonly string[]): Promise<unknown>
  /** What was measured, printed when all is done. */
  figures: string[]
}

const started: { world?: World; close: Array<() => unknown> } = { close: [] }

/** The world that is there while specs run. */
export const world = (): World => {
  if (started.world === undefined) throw new Error('The stand-ins are not started')
  return started.world
}

const requireSdk = createRequire(DEPLOY)

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function start(): Promise<World> {
  const later: { serve?: ReturnType<typeof serveInvocations> } = {}
  const invocations = createServer((request, response) => void later.serve?.(request, response))
  const invokeUrl = `${await listen(invocations)}/2015-03-31/functions/fetch/invocations`
  started.close.push(() => invocations.close().closeAllConnections())
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-aws-'))
  const miniStack: MiniStack = await startMiniStack(invokeUrl, join(folder, 'ministack.log'))
  started.close.push(() => miniStack.close())

  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name] // somebody's account
  const env = {
    ...(process.env as Record<string, string>),
    ...NOBODY,
    AWS_ENDPOINT_URL: miniStack.endpoint,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  Object.assign(process.env, env)
  const aws = async (...args: readonly string[]): Promise<unknown> => {
    const { stdout } = await run('aws', [...args, '--output', 'json'], { env })
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  }
  await run('aws', ['s3', 'mb', 's3://artifacts'], { env })
  await run(process.execPath, ['scripts/deploy/main.ts', '--artifacts', 'artifacts'], { cwd: ROOT, env })
  const { Stacks } = (await aws('cloudformation', 'describe-stacks', '--stack-name', STACK)) as {
    Stacks: [{ Outputs: Array<{ OutputKey: string; OutputValue: string }> }]
  }
  const outputs = Object.fromEntries(Stacks[0].Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const { Environment, Timeout, MemorySize } = (await aws(
    'lambda',
    'get-function-configuration',
    '--function-name',
    outputs.FetchFunctionName ?? '',
  )) as { Environment: { Variables: Record<string, string> }; Timeout: number; MemorySize: number }

  let logged = ''
  const runtime = startRuntime({
    bundle: BUNDLE,
    env: {
      ...Environment.Variables,
      ...NOBODY,
      RX_FANOUT_ADDRESSES: 'any', // the origins of the specs are on loopback
      AWS_ENDPOINT_URL_S3: miniStack.endpoint,
      NODE_PATH: `${DEPLOY}node_modules`, // where the runtime itself keeps the SDK
    },
    timeoutMs: Timeout * 1000,
    memoryMb: MemorySize,
    concurrency: ENVIRONMENTS,
    log: (text) => {
      logged += text
    },
  })
  started.close.push(() => runtime.close())
  started.close.push(() => rmSync(folder, { recursive: true, force: true }))
  later.serve = serveInvocations(runtime, () => {})
  const s3Sdk = requireSdk('@aws-sdk/client-s3')
  const s3 = sender(s3Sdk, 'S3Client')
  return {
    env,
    outputs,
    s3Sdk,
    s3: (command, input) => s3(command, { Bucket: outputs.Bucket, ...input }),
    sqs: sender(requireSdk('@aws-sdk/client-sqs'), 'SQSClient'),
    runtime,
    log: () => logged,
    aws,
    figures: [],
  }
}

export const mochaHooks = {
  async beforeAll() {
    started.world = await start()
  },
  async afterAll() {
    const figures = started.world?.figures ?? []
    if (figures.length > 0) console.log(`\n  measured:\n${figures.map((figure) => `    ${figure}`).join('\n')}`)
    for (const close of started.close.reverse()) await close()
  },
}
