import { answer, type Behaviour, endAfter, flood, hangAfter, send } from '../behaviours.ts'
import { CONNECT_TIMEOUT_MS, endsByClock } from '../clocks.ts'
import type { Exchange } from '../Exchange.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { type SiteName, schemeOf } from '../server/sites.ts'
import { head, JSON_TYPE, TEXT_TYPE } from '../wire.ts'

const ARRIVED = answer('200 OK', [TEXT_TYPE], 'arrived')
const arrived = success('arrived', { status: 200 })

/** Where the request arrives when it is redirected there. */
const GOAL = 'goal'

/** Behaves like `serve` until the request has come to the goal. */
const untilGoal =
  (serve: Behaviour, atGoal: Behaviour = ARRIVED): Behaviour =>
  (exchange) =>
    (exchange.step === GOAL ? atGoal : serve)(exchange)

const to = (exchange: Exchange, site: SiteName, step = GOAL): string =>
  `${schemeOf(site)}://127.0.0.1:${exchange.sites[site]}${exchange.path}/${step}`

const redirect =
  (status: string, location: (exchange: Exchange) => string): Behaviour =>
  (exchange) =>
    answer(status, [`location: ${location(exchange)}`])(exchange)

/** A 302 to this location; `{path}` stands for the run's own path. */
const located = (name: string, location: string, expected: Expected): Fault => ({
  name: `redirect-${name}`,
  serve: untilGoal(
    redirect('302 Found', ({ path, sites }) => location.replace('{path}', path).replace('{port}', `${sites.http}`)),
  ),
  expected,
})

const toSite = (site: SiteName, expected: Expected, atGoal?: Behaviour): Fault => ({
  name: `redirect-to-${site.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  serve: untilGoal(
    redirect('302 Found', (exchange) => to(exchange, site)),
    atGoal,
  ),
  expected,
})

/** Redirects to the next step until there have been `hops`. */
const chain =
  (hops: number): Behaviour =>
  (exchange) => {
    const hop = Number(exchange.step || 0)
    if (hop >= hops) ARRIVED(exchange)
    else redirect('302 Found', ({ path }) => `${path}/${hop + 1}`)(exchange)
  }

/** A 302 whose body is broken, which nobody has to read. */
const brokenBody = (name: string, broken: (head: Buffer) => Behaviour, ...fields: readonly string[]): Fault => ({
  name: `redirect-with-${name}`,
  serve: untilGoal((exchange) => broken(head('302 Found', `location: ${exchange.path}/${GOAL}`, ...fields))(exchange)),
  expected: arrived,
})

const echo: Behaviour = (exchange) =>
  answer(
    '200 OK',
    [JSON_TYPE],
    JSON.stringify({ ...exchange.headers, method: exchange.method, sent: exchange.body }),
  )(exchange)

const echoes = (wanted: Record<string, unknown>): Expected =>
  success((body: unknown) => Object.entries(wanted).every(([name, value]) => Reflect.get(Object(body), name) === value))

const CREDENTIALS = {
  authorization: 'Bearer hush',
  cookie: 'a=hush',
  'x-api-key': 'hush',
  'proxy-authorization': 'hush',
}

const post = (status: number, expected: Expected): Fault => ({
  name: `redirect-${status}-of-post`,
  host: 'post.test', // a connection that another fault has closed would be no fault of the client's
  serve: untilGoal(
    redirect(`${status} Moved`, ({ path }) => `${path}/${GOAL}`),
    echo,
  ),
  request: { method: 'POST', body: 'payload' },
  expected,
})

const notFollowed = (name: string, status: string, ...fields: readonly string[]): Fault => ({
  name: `redirect-not-followed-${name}`,
  serve: untilGoal(answer(status, fields)),
  expected: failure('status', { status: Number.parseInt(status, 10) }),
})

/** Redirects that lead nowhere, astray, or on and on. */
export const redirectFaults: readonly Fault[] = [
  {
    name: 'redirect-loop-of-one',
    serve: redirect('302 Found', ({ path }) => path),
    expected: either(failure('redirect', { reason: 'loop' }), failure('redirect', { reason: 'too-many' })),
  },
  {
    name: 'redirect-loop-of-two',
    serve: redirect('302 Found', ({ path, step }) => (step === 'a' ? `${path}/b` : `${path}/a`)),
    expected: failure('redirect', { reason: 'loop' }),
  },
  {
    name: 'redirect-loop-across-origins',
    serve: redirect('307 Temporary Redirect', (exchange) =>
      to(exchange, exchange.step === 'a' ? 'http2' : 'http', exchange.step === 'a' ? 'b' : 'a'),
    ),
    expected: failure('redirect', { reason: 'loop' }),
  },
  { name: 'redirect-chain-of-5', serve: chain(5), expected: arrived },
  { name: 'redirect-chain-of-6', serve: chain(6), expected: failure('redirect', { reason: 'too-many' }) },
  {
    name: 'redirect-chain-without-end',
    serve: chain(Number.POSITIVE_INFINITY),
    expected: failure('redirect', { reason: 'too-many' }),
  },
  {
    name: 'redirect-chain-of-1-under-0',
    serve: chain(1),
    request: { maxRedirects: 0 },
    expected: failure('redirect', { reason: 'too-many' }),
  },

  located('relative', '{path}/goal', arrived),
  located('without-a-scheme', '//127.0.0.1:{port}{path}/goal', arrived),
  located('with-a-fragment', '{path}/goal#part', arrived),
  located('in-raw-utf-8', '{path}/goal?\xc3\xa9', either(arrived, failure('redirect', { reason: 'location' }))),
  located('to-spaces', '{path}/goal?a b', arrived),
  located(
    'with-credentials',
    'http://user:hush@127.0.0.1:{port}{path}/goal',
    either(arrived, failure('redirect', { reason: 'location' })),
  ),
  located('unparseable-host', 'http://[', failure('redirect', { reason: 'location' })),
  located('unparseable-port', 'http://127.0.0.1:99999/', failure('redirect', { reason: 'location' })),
  located('without-a-host', 'http://', failure('redirect', { reason: 'location' })),
  located('to-ftp', 'ftp://127.0.0.1/', failure('redirect', { reason: 'scheme' })),
  located('to-file', 'file:///etc/passwd', failure('redirect', { reason: 'scheme' })),
  located('to-javascript', 'javascript:alert(1)', failure('redirect', { reason: 'scheme' })),
  located('to-data', 'data:text/plain,hello', failure('redirect', { reason: 'scheme' })),
  located('with-a-nul', '{path}/\0goal', failure('protocol')),
  located('of-8-kb', `{path}/goal?${'a'.repeat(8_192)}`, arrived),
  {
    name: 'redirect-with-two-locations',
    serve: untilGoal((exchange) =>
      answer('302 Found', [`location: ${exchange.path}/${GOAL}`, 'location: http://['])(exchange),
    ),
    expected: arrived,
  },
  notFollowed('without-a-location', '302 Found'),
  notFollowed('with-an-empty-location', '302 Found', 'location:'),
  notFollowed('300', '300 Multiple Choices', 'location: /'),
  notFollowed('304', '304 Not Modified', 'location: /'),
  notFollowed('305', '305 Use Proxy', 'location: /'),
  notFollowed('399', '399 Unknown', 'location: /'),

  brokenBody('an-endless-body', (bytes) => flood(bytes, 'a')),
  brokenBody('an-endless-body-of-some-length', (bytes) => flood(bytes, 'a'), 'content-length: 1099511627776'),
  brokenBody('a-stalled-body', (bytes) => hangAfter(bytes), 'content-length: 5'),
  brokenBody('a-body-cut-off', (bytes) => endAfter(bytes, 'ab'), 'content-length: 5'),
  brokenBody('a-bad-chunk', (bytes) => send(bytes, 'zz\r\n'), 'transfer-encoding: chunked'),
  brokenBody('bad-gzip', (bytes) => send(bytes, 'plain'), 'content-encoding: gzip', 'content-length: 5'),
  brokenBody('an-unknown-encoding', (bytes) => send(bytes, 'plain'), 'content-encoding: snappy', 'content-length: 5'),

  toSite('http2', arrived),
  toSite('https', arrived),
  toSite('refused', failure('connect', { code: 'ECONNREFUSED' })),
  {
    ...post(303, failure('connect', { code: 'ECONNREFUSED' }, 1)),
    name: 'redirect-303-of-post-to-refused',
    serve: redirect('303 See Other', (exchange) => to(exchange, 'refused')),
    request: { method: 'POST', body: 'payload', retries: 2, retryDelayMs: 1 },
  },
  {
    ...post(303, failure('status', { status: 429 }, 1)),
    name: 'redirect-303-of-post-to-429',
    serve: untilGoal(
      redirect('303 See Other', ({ path }) => `${path}/${GOAL}`),
      answer('429 Too Many Requests', []),
    ),
    request: { method: 'POST', body: 'payload', retries: 2, retryDelayMs: 1 },
  },
  toSite('selfSigned', failure('tls')),
  toSite('reset', either(failure('socket'), failure('connect'))),
  { ...toSite('blackHole', failure('timeout', { clock: 'connect' })), connectTimeoutMs: CONNECT_TIMEOUT_MS },
  { ...toSite('tlsHang', failure('timeout', { clock: 'connect' })), connectTimeoutMs: CONNECT_TIMEOUT_MS },
  {
    name: 'redirect-to-a-hang',
    serve: untilGoal(
      redirect('302 Found', ({ path }) => `${path}/${GOAL}`),
      hangAfter(),
    ),
    ...endsByClock,
  },

  {
    name: 'redirect-with-credentials-to-another-origin',
    serve: untilGoal(
      redirect('302 Found', (exchange) => to(exchange, 'http2')),
      echo,
    ),
    request: { headers: { ...CREDENTIALS, 'x-trace': '1', traceparent: '2' } },
    expected: echoes({
      authorization: undefined,
      cookie: undefined,
      'x-api-key': undefined,
      'proxy-authorization': undefined,
      'x-trace': undefined,
      traceparent: '2',
    }),
  },
  {
    name: 'redirect-with-credentials-and-back',
    serve: untilGoal(
      (exchange) =>
        redirect('302 Found', (at) => (exchange.step === '' ? to(at, 'http2', 'away') : to(at, 'http')))(exchange),
      echo,
    ),
    request: { headers: CREDENTIALS },
    expected: echoes({ authorization: undefined, cookie: undefined, 'x-api-key': undefined }),
  },
  {
    name: 'redirect-with-credentials-within-the-origin',
    serve: untilGoal(
      redirect('302 Found', ({ path }) => `${path}/${GOAL}`),
      echo,
    ),
    request: { headers: CREDENTIALS },
    expected: echoes({ authorization: 'Bearer hush', cookie: 'a=hush', 'x-api-key': 'hush' }),
  },
  post(301, echoes({ method: 'GET', sent: '', 'content-type': undefined, 'content-length': undefined })),
  post(302, echoes({ method: 'GET', sent: '' })),
  post(303, echoes({ method: 'GET', sent: '' })),
  post(307, echoes({ method: 'POST', sent: 'payload' })),
  post(308, echoes({ method: 'POST', sent: 'payload' })),
]
