import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The event of a Lambda function URL: payload format 2.0 (developer guide, "Invoking Lambda function URLs"). */
export type FunctionUrlEvent = {
  readonly version: '2.0'
  readonly routeKey: '$default'
  readonly rawPath: string
  readonly rawQueryString: string
  readonly cookies?: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly queryStringParameters?: Readonly<Record<string, string>>
  readonly requestContext: object
  readonly body?: string
  readonly isBase64Encoded: boolean
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect'])

// Any other body is handed over as base64, a form's included.
const TEXT = /^(text\/.*|application\/(json|xml|javascript|.*\+json|.*\+xml))\s*(;|$)/i

/** Makes of an HTTP request the event that a function URL without authentication makes of it. */
export function functionUrlEvent(request: IncomingMessage, body: Buffer): FunctionUrlEvent {
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?')
  const rawQueryString = query.join('?')
  const headers = headersOf(request)
  const isBase64Encoded = body.length > 0 && !TEXT.test(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(headers.cookie && { cookies: headers.cookie.split(/;\s*/) }),
    headers,
    ...(rawQueryString && { queryStringParameters: parametersOf(rawQueryString) }),
    requestContext: contextOf(request, rawPath, headers),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (!HOP_BY_HOP.has(name)) headers[name] = values.join(name === 'cookie' ? '; ' : ',')
  }
  return {
    ...headers,
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': String(request.socket.localPort),
    'x-forwarded-proto': 'http',
  }
}

function parametersOf(rawQueryString: string): Record<string, string> {
  const parameters = new URLSearchParams(rawQueryString)
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]))
}

function contextOf(request: IncomingMessage, path: string, headers: Readonly<Record<string, string>>): object {
  const now = new Date()
  return {
    accountId: 'anonymous',
    apiId: 'local',
    domainName: headers.host ?? 'localhost',
    domainPrefix: 'local',
    http: {
      method: request.method ?? 'GET',
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: '$default',
    stage: '$default',
    time: logTime(now),
    timeEpoch: now.getTime(),
  }
}

/** `23/Nov/2026:03:05:38 +0000`, the time of an Apache log. */
function logTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
