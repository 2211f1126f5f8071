import { missing } from './answerEvent.ts'

/** An HTTP request, and the response that every HTTP trigger gives to it. */
export type HttpCase = {
  readonly name: string
  readonly method: string
  readonly path?: string
  readonly query?: ReadonlyArray<[name: string, value: string]>
  readonly userAgent?: string
  readonly body?: string
  readonly isBase64Encoded?: boolean
  readonly status: 200 | 204 | 400 | 405
  /** The body, from JSON; undefined where it is empty. */
  readonly answer?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const A = 'https://api.example/a?q=1&r=2'
const B = 'https://api.example/b'
const MISSING = 'https://api.example/missing'

const refusal = (...issues: readonly object[]) => ({ error: 'Invalid event', issues })
const ITEMS = 'an event with urls, a request with a url, an http or https URL, or an array of URLs and requests'
const LINE = 'an http or https URL, a URL, a request or a batch as JSON, or an array of URLs and requests'

export const HTTP_CASES: readonly HttpCase[] = [
  { name: 'GET with one url', method: 'GET', query: [['url', A]], status: 200, answer: [{ path: '/a' }] },
  {
    name: 'GET for whole results',
    method: 'GET',
    query: [
      ['results', 'some'],
      ['url', A],
    ],
    status: 400,
    answer: refusal({ path: 'results', expected: "'body' | 'full'", got: 'some' }),
  },
  {
    name: 'GET without a url',
    method: 'GET',
    query: [['q', '1']],
    status: 400,
    answer: refusal({ path: 'url', expected: 'one or more parameters', got: 'nothing' }),
  },
  {
    name: 'GET with a policy',
    method: 'GET',
    query: [
      ['url', A],
      ['timeoutMs', '5'],
    ],
    status: 400,
    answer: refusal({ path: 'timeoutMs', expected: 'no policy in a query', got: 'a parameter' }),
  },
  {
    name: 'POST with an event',
    method: 'POST',
    body: JSON.stringify({ urls: [A, MISSING], policy: { retries: 0 } }),
    status: 200,
    answer: [{ path: '/a' }, missing(MISSING)],
  },
  { name: 'PUT with a request', method: 'PUT', body: `{"url":"${A}"}`, status: 200, answer: [{ path: '/a' }] },
  { name: 'POST with a URL', method: 'POST', body: A, status: 200, answer: [{ path: '/a' }] },
  { name: 'POST with a URL as JSON', method: 'POST', body: `"${A}"`, status: 200, answer: [{ path: '/a' }] },
  {
    name: 'POST with an array',
    method: 'POST',
    body: JSON.stringify([A, { url: B, id: 'b' }]),
    status: 200,
    answer: [{ path: '/a' }, { path: '/b' }],
  },
  {
    name: 'POST with lines',
    method: 'POST',
    body: `${A}\n${B}\n`,
    status: 200,
    answer: [{ path: '/a' }, { path: '/b' }],
  },
  {
    name: 'POST with lines of batches and URLs',
    method: 'POST',
    body: `{"urls":["${A}"],"policy":{"retries":0}}\n${B}\n{"url":"${A}"}\n{"urls":["${MISSING}"]}\n${B}`,
    status: 200,
    answer: [{ path: '/a' }, { path: '/b' }, { path: '/a' }, missing(MISSING), { path: '/b' }],
  },
  {
    name: 'POST with a broken line',
    method: 'POST',
    body: `${A}\n{"url":\n${B} ${B}`,
    status: 400,
    answer: refusal(
      { path: 'line 2', expected: LINE, got: 'text that begins like JSON and is none' },
      { path: 'line 3', expected: LINE, got: 'text with a blank inside' },
    ),
  },
  {
    name: 'POST with base64',
    method: 'POST',
    body: Buffer.from(`{"urls":["${A}"]}`).toString('base64'),
    isBase64Encoded: true,
    status: 200,
    answer: [{ path: '/a' }],
  },
  {
    name: 'POST without a body',
    method: 'POST',
    status: 400,
    answer: refusal({ path: '', expected: `${ITEMS}, as JSON`, got: 'other text' }),
  },
  {
    name: 'POST with what is no JSON',
    method: 'POST',
    body: '{"urls":',
    status: 400,
    answer: refusal({ path: '', expected: `${ITEMS}, as JSON`, got: 'other text' }),
  },
  {
    name: 'POST with a wrong request in an array',
    method: 'POST',
    body: JSON.stringify([A, { url: B, method: 7 }]),
    status: 400,
    answer: refusal({ path: '[1].method', expected: 'string', got: 7 }),
  },
  {
    name: 'POST with a wrong request',
    method: 'POST',
    body: JSON.stringify({ url: B, retry: 1 }),
    status: 400,
    answer: refusal({ path: 'retry', expected: 'no such field', got: 1 }),
  },
  {
    name: 'POST with another object',
    method: 'POST',
    body: '{}',
    status: 400,
    answer: refusal({ path: '', expected: ITEMS, got: 'an object' }),
  },
  {
    name: 'POST with a policy in the query',
    method: 'POST',
    query: [['concurrency', '5']],
    body: `"${A}"`,
    status: 400,
    answer: refusal({ path: 'concurrency', expected: 'no policy in a query', got: 'a parameter' }),
  },
  { name: 'OPTIONS', method: 'OPTIONS', status: 204, headers: { allow: 'GET, HEAD, OPTIONS, POST, PUT' } },
  { name: 'HEAD', method: 'HEAD', query: [['url', A]], status: 200 },
  { name: 'GET /health', method: 'GET', path: '/health', status: 200, answer: { status: 'ok' } },
  {
    name: 'GET /health of a stage',
    method: 'GET',
    path: '/prod/health',
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'GET /health with a url',
    method: 'GET',
    path: '/health',
    query: [['url', B]],
    status: 200,
    answer: [{ path: '/b' }],
  },
  {
    name: "a load balancer's health check",
    method: 'GET',
    path: '/',
    userAgent: 'ELB-HealthChecker/2.0',
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'DELETE',
    method: 'DELETE',
    query: [['url', A]],
    status: 405,
    answer: { error: 'Method not allowed' },
    headers: { 'content-type': 'application/json', allow: 'GET, HEAD, OPTIONS, POST, PUT' },
  },
]

/** The header fields of the response to a case. */
export const headersOf = ({ headers = { 'content-type': 'application/json' } }: HttpCase): Record<string, string> => ({
  ...headers,
})

/** The body of the response to a case. */
export const bodyOf = ({ answer }: HttpCase): string => (answer === undefined ? '' : JSON.stringify(answer))

/** GET with two URLs, for the triggers that can hand both over. */
export const TWO_URLS: HttpCase = {
  name: 'GET with two urls',
  method: 'GET',
  query: [
    ['url', A],
    ['url', MISSING],
  ],
  status: 200,
  answer: [{ path: '/a' }, missing(MISSING)],
}
