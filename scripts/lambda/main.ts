import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installRuntimeClient, isRuntimeClientInstalled } from './installRuntimeClient.ts'
import { BUNDLE, NODE, ROOT_FOLDER } from './paths.ts'
import { type Serve, serveBuffered, serveStreaming } from './serveFunctionUrl.ts'
import { isInvocation, serveInvocations } from './serveInvocations.ts'
import { startRuntime } from './startRuntime.ts'

const HELP = `Usage: npm run lambda -- [options]

Runs the Lambda bundle under AWS's own runtime client and serves it as a function URL on loopback.
The function sees PATH and the variables RX_FANOUT_…, AWS_… and NODE_… of this shell, and nothing else: by its default
it fetches public addresses only; RX_FANOUT_ADDRESSES=any lets it reach this machine too.

  --port <n>         buffered on this port, streaming on the next (default 0: any two free ones)
  --timeout <ms>     the function's timeout (default 30000)
  --memory <MB>      the function's memory (default 512)
  --concurrency <n>  execution environments at most, for each mode (default 10)
  --bundle <file>    default dist/lambda/index.mjs, built when it is missing
  --install          only install the runtime client
  --help
`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    timeout: { type: 'string', default: '30000' },
    memory: { type: 'string', default: '512' },
    concurrency: { type: 'string', default: '10' },
    bundle: { type: 'string', default: BUNDLE },
    install: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

try {
  if (values.help) process.stdout.write(HELP)
  else {
    if (!isRuntimeClientInstalled()) installRuntimeClient(say)
    if (!values.install) await serve()
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const bundle = resolve(values.bundle)
  if (bundle === BUNDLE && !existsSync(bundle)) build()
  const options = {
    bundle,
    env: functionEnv(),
    timeoutMs: wholeNumber('timeout', 1, 900_000),
    memoryMb: wholeNumber('memory', 128, 10_240),
    concurrency: wholeNumber('concurrency', 1, 1000),
    log: (text: string) => process.stderr.write(text),
  }
  const port = wholeNumber('port', 0, 65_534)
  const buffered = startRuntime({ ...options, handlerName: 'index.handler' })
  const streaming = startRuntime({ ...options, handlerName: 'index.streamHandler' })
  const [functionUrl, invocations] = [serveBuffered(buffered, say), serveInvocations(buffered, say)]
  const servers = [
    await listen(port, (request, response) =>
      (isInvocation(request.url) ? invocations : functionUrl)(request, response),
    ),
    await listen(port && port + 1, serveStreaming(streaming, say)),
  ] as const
  sayHello(...servers.map(urlOf))
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  for (const server of servers) server.close().closeAllConnections()
  await Promise.all([buffered.close(), streaming.close()])
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function build(): void {
  say('There is no bundle yet: building it.')
  const { status } = spawnSync(NODE, ['scripts/build.ts'], { cwd: ROOT_FOLDER, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('The bundle could not be built.')
}

function functionEnv(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => /^(RX_FANOUT|AWS|NODE)_/.test(name))
  return Object.fromEntries(own.map(([name, value = '']) => [name, value]))
}

function wholeNumber(option: 'port' | 'timeout' | 'memory' | 'concurrency', min: number, max: number): number {
  const value = Number(values[option])
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new Error(`--${option} must be a whole number from ${min} to ${max}, not ${values[option]}`)
}

async function listen(port: number, answer: Serve): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()) // the client has gone
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function sayHello(buffered = '', streaming = ''): void {
  const event = `'{"urls":["https://example.com/"]}'`
  const json = `-H 'content-type: application/json'`
  say(`
Function URL, buffered:   ${buffered}/
Function URL, streaming:  ${streaming}/
Direct invocation:        ${buffered}/2015-03-31/functions/function/invocations

  curl '${buffered}/?url=https://example.com/'
  curl ${json} -d ${event} ${buffered}/
  curl -N ${json} -d ${event} ${streaming}/
  curl -d ${event} ${buffered}/2015-03-31/functions/function/invocations

Ctrl-C ends it.
`)
}
