import type { FetchError, FetchErrorOf } from '../../src/domain/FetchError.ts'

/** One error of every kind, with all the data that the kind can carry. */
export const SAMPLE_ERRORS: { readonly [K in FetchError['kind']]: Required<Omit<FetchErrorOf<K>, 'cause'>> } = {
  timeout: { kind: 'timeout', message: 'Request timed out', clock: 'attempt' },
  dns: { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' },
  connect: { kind: 'connect', message: 'The connection failed', code: 'ECONNREFUSED' },
  tls: { kind: 'tls', message: 'The TLS handshake failed', code: 'CERT_HAS_EXPIRED' },
  socket: { kind: 'socket', message: 'The connection was cut off', code: 'ECONNRESET' },
  protocol: { kind: 'protocol', message: 'The response is not valid HTTP', code: 'HPE_INVALID_CONSTANT' },
  status: {
    kind: 'status',
    message: 'HTTP status 404',
    status: 404,
    headers: { 'retry-after': '1', 'set-cookie': ['secret=1'], 'x-internal': 'secret' },
    body: { secret: true },
    retryAfterMs: 1_000,
  },
  parse: { kind: 'parse', message: 'The response is not valid JSON', reason: 'json' },
  schema: {
    kind: 'schema',
    message: 'The body does not fit its codec at user.name: string',
    issues: [{ path: 'user.name', expected: 'string' }],
  },
  'too-large': { kind: 'too-large', message: 'The body is too large', part: 'body', limitBytes: 5 },
  redirect: { kind: 'redirect', message: 'The redirects go round in a loop', reason: 'loop' },
  'rate-limited': { kind: 'rate-limited', message: 'The server asks to wait', status: 429, retryAfterMs: 120_000 },
  deadline: { kind: 'deadline', message: 'The deadline of the batch passed' },
  aborted: { kind: 'aborted', message: 'The batch was aborted' },
  'invalid-request': { kind: 'invalid-request', message: 'Invalid request: url must be absolute', field: 'url' },
  blocked: { kind: 'blocked', message: 'The request is not allowed' },
  'output-limit': {
    kind: 'output-limit',
    message: 'The answer has no room for the body',
    limitBytes: 6_291_556,
    bodyBytes: 7_000_000,
    location: 's3://results/a/0.json',
  },
  unexpected: { kind: 'unexpected', message: 'Unexpected error (Error)' },
}
