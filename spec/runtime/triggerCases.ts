import { missing } from '../support/answerEvent.ts'
import { bodyOf, HTTP_CASES, type HttpCase, headersOf, TWO_URLS } from '../support/httpTriggerCases.ts'
import * as events from '../support/lambdaEvents.ts'

/** An event, and what the function answers to it. */
export type TriggerCase = readonly [name: string, event: unknown, answer: unknown]

/** Events of every trigger, by its name, that ask for paths of a server at `origin`. */
export function triggerCases(origin: string): Readonly<Record<string, readonly TriggerCase[]>> {
  const A = `${origin}/a?q=1`
  const B = `${origin}/b`
  const MISSING = `${origin}/missing`
  const BATCH = JSON.stringify({ urls: [A, MISSING], policy: { retries: 0 } })
  const both = ok({ path: '/a' }, missing(MISSING))
  const httpCases = [...HTTP_CASES, TWO_URLS].map((row) => toServer(row, origin))
  const singleCases = httpCases.filter(({ name }) => name !== TWO_URLS.name)

  return {
    direct: [
      ['a batch', JSON.parse(BATCH), both],
      ['an empty batch', { urls: [] }, ok()],
      ['a wrong batch', { urls: 5 }, refused('urls', 'an array of URLs or requests', 5)],
    ],
    'HTTP API, function URL': [undefined, events.FUNCTION_URL].flatMap((domain) =>
      httpCases.map((row) => [row.name, httpApiEvent(row, domain), gatewayAnswer(row)] as const),
    ),
    ALB: [
      ...singleCases.map((row) => [row.name, loadBalancerEvent(row), loadBalancerAnswer(row)] as const),
      ...httpCases.map((row) => [row.name, multiValueEvent(row), multiValueAnswer(row)] as const),
    ],
    'REST API': httpCases.map((row) => [row.name, restApiEvent(row), gatewayAnswer(row)]),
    'VPC Lattice': httpCases.map((row) => [row.name, latticeEvent(row), loadBalancerAnswer(row)]),
    'VPC Lattice v1': singleCases.map((row) => [row.name, latticeV1Event(row), loadBalancerAnswer(row)]),
    SQS: [
      ['two lines', { Records: [events.sqsRecord('1', `${A}\n${MISSING}`)] }, fails('1')],
      [
        'FIFO groups',
        { Records: ['g1', 'g2', 'g1'].map((group, i) => events.fifoRecord(`${i}`, [MISSING, A, B][i] ?? '', group)) },
        fails('0', '2'),
      ],
      [
        'EventBridge in SNS',
        {
          Records: [
            events.sqsRecord('1', events.snsEnvelope(JSON.stringify(events.busEvent({ url: A, customer: 1 })))),
          ],
        },
        fails(),
      ],
      ['a URL', { Records: [events.sqsRecord('1', A)] }, fails()],
      ['a batch', { Records: [events.sqsRecord('1', BATCH), events.sqsRecord('2', A)] }, fails('1')],
      ['an SNS envelope', { Records: [events.sqsRecord('1', events.snsEnvelope(`["${A}","${B}"]`))] }, fails()],
      ['a poison message', { Records: [events.sqsRecord('1', 'nonsense'), events.sqsRecord('2', A)] }, fails('1')],
      ['FIFO', { Records: [A, MISSING, B].map((url, i) => events.fifoRecord(String(i), url)) }, fails('1', '2')],
    ],
    Kinesis: [
      ['a URL', { Records: [events.kinesisRecord('101', A)] }, fails()],
      ['two records', { Records: [events.kinesisRecord('101', A), events.kinesisRecord('102', BATCH)] }, fails('102')],
      ['poison', { Records: [events.kinesisRecord('101', '\u0000'), events.kinesisRecord('102', A)] }, fails('101')],
    ],
    SNS: [
      ['a URL', { Records: [events.snsRecord(A)] }, ok({ path: '/a' })],
      ['two records', { Records: [events.snsRecord(A), events.snsRecord(`["${MISSING}"]`)] }, both],
      ['other text', { Records: [events.snsRecord('hello')] }, refused('', `${ITEMS}, as JSON`, 'other text')],
    ],
    EventBridge: [
      ['a batch', events.busEvent(JSON.parse(BATCH)), both],
      ['a schedule', events.schedulerEvent(BATCH), both],
      ['a schedule as it is by default', events.schedulerEvent(), refused('', ITEMS, 'an object')],
    ],
    'EventBridge events': [
      ['two', [events.busEvent({ url: A }), events.busEvent({ url: MISSING, customer: 1 })], both],
    ],
    'Distributed Map batch': [
      ['items with input', { Items: [A, { url: MISSING }], BatchInput: { retries: 0, bucket: 'results' } }, both],
    ],
    'Distributed Map item': [
      ['a URL', A, ok({ path: '/a' })],
      ['a request', { url: MISSING, retries: 0 }, ok(missing(MISSING))],
      ['a row with more columns', { url: A, customer: 'c-1' }, ok({ path: '/a' })],
    ],
    Pipes: [
      ['SQS records', [events.sqsRecord('1', A), events.sqsRecord('2', MISSING)], fails('2')],
      [
        'Kinesis records',
        [events.pipedKinesisRecord('101', A), events.pipedKinesisRecord('102', MISSING)],
        fails('shardId-000000000006:102'),
      ],
    ],
    items: [['URLs and requests', [A, { url: MISSING, retries: 0 }], [{ path: '/a' }, missing(MISSING)]]],
  }
}

const ITEMS = 'an event with urls, a request with a url, an http or https URL, or an array of URLs and requests'

const ok = (...body: readonly unknown[]) => ({ statusCode: 200, body })
const refused = (path: string, expected: string, got: unknown) => ({
  statusCode: 400,
  body: { error: 'Invalid event', issues: [{ path, expected, got }] },
})
const fails = (...ids: readonly string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

/** The case with URLs of a server in place of the example's. */
function toServer({ body, ...row }: HttpCase, origin: string): HttpCase {
  const move = (text: string): string => text.replaceAll('https://api.example', origin)
  const moveBase64 = (text: string): string =>
    Buffer.from(move(Buffer.from(text, 'base64').toString())).toString('base64')
  const moved = JSON.parse(move(JSON.stringify(row)))
  return body === undefined ? moved : { ...moved, body: row.isBase64Encoded ? moveBase64(body) : move(body) }
}

const encoded = (query: HttpCase['query'] = []): ReadonlyArray<[string, string]> =>
  query.map(([name, value]) => [encodeURIComponent(name), encodeURIComponent(value)])

const multiple = (query: HttpCase['query'] = []): Record<string, string[]> =>
  Object.fromEntries(query.map(([name]) => [name, query.flatMap(([other, value]) => (other === name ? [value] : []))]))

const userAgentOf = ({ userAgent = 'curl/8.5.0' }: HttpCase): string => userAgent

const httpApiEvent = (row: HttpCase, domain?: string): object =>
  events.httpApiEvent(
    {
      method: row.method,
      ...(row.path === undefined ? {} : { path: row.path }),
      rawQueryString: new URLSearchParams([...(row.query ?? [])]).toString(),
      headers: { 'user-agent': userAgentOf(row) },
      ...(row.body === undefined ? {} : { body: row.body }),
      isBase64Encoded: row.isBase64Encoded ?? false,
    },
    domain,
  )

const versionOne = ({ method, path = '/fetch', isBase64Encoded = false }: HttpCase): object => ({
  httpMethod: method,
  path,
  isBase64Encoded,
})

const restApiEvent = (row: HttpCase): object =>
  events.restApiEvent({
    ...versionOne(row),
    multiValueHeaders: { 'User-Agent': [userAgentOf(row)] },
    multiValueQueryStringParameters: row.query === undefined ? null : multiple(row.query),
    body: row.body ?? null,
  })

const loadBalancerEvent = (row: HttpCase): object =>
  events.loadBalancerEvent({
    ...versionOne(row),
    headers: { 'user-agent': userAgentOf(row) },
    queryStringParameters: Object.fromEntries(encoded(row.query)),
    body: row.body ?? '',
  })

const multiValueEvent = (row: HttpCase): object =>
  events.multiValueEvent({
    ...versionOne(row),
    multiValueHeaders: { 'user-agent': [userAgentOf(row)] },
    multiValueQueryStringParameters: multiple(encoded(row.query)),
    body: row.body ?? '',
  })

const latticeEvent = (row: HttpCase): object =>
  events.latticeEvent({
    method: row.method,
    path: row.path ?? '/fetch',
    headers: { 'user-agent': [userAgentOf(row)] },
    queryStringParameters: multiple(row.query),
    ...(row.body === undefined ? {} : { body: row.body }),
    isBase64Encoded: row.isBase64Encoded ?? false,
  })

const latticeV1Event = (row: HttpCase): object =>
  events.latticeV1Event({
    method: row.method,
    raw_path: row.path ?? '/fetch',
    headers: { 'user-agent': userAgentOf(row) },
    query_string_parameters: Object.fromEntries(row.query ?? []),
    ...(row.body === undefined ? {} : { body: row.body }),
    is_base64_encoded: row.isBase64Encoded ?? false,
  })

const gatewayAnswer = (row: HttpCase): object => ({
  statusCode: row.status,
  headers: headersOf(row),
  body: bodyOf(row),
  isBase64Encoded: false,
})

const DESCRIPTIONS = { 200: '200 OK', 204: '204 No Content', 400: '400 Bad Request', 405: '405 Method Not Allowed' }

const loadBalancerAnswer = (row: HttpCase): object => ({
  ...gatewayAnswer(row),
  statusDescription: DESCRIPTIONS[row.status],
})

const multiValueAnswer = (row: HttpCase): object => {
  const { headers, ...rest } = loadBalancerAnswer(row) as { headers: Record<string, string> }
  return { ...rest, multiValueHeaders: multiple(Object.entries(headers)) }
}
