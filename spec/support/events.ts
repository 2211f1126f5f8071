import fc from 'fast-check'
import * as lambda from './lambdaEvents.ts'

const { busEvent, fifoRecord, httpApiEvent, kinesisRecord, latticeEvent, latticeV1Event, loadBalancerEvent } = lambda
const { PIPED_EVENTS, POLLED_EVENTS, restApiEvent, schedulerEvent, snsEnvelope, snsRecord, sqsRecord } = lambda

const wild = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
})

const requests = fc.oneof(
  fc.webUrl(),
  fc.record(
    {
      url: fc.webUrl(),
      id: fc.string(),
      method: fc.constantFrom('GET', 'POST', 'put'),
      headers: fc.dictionary(fc.string(), fc.string()),
      body: fc.jsonValue(),
      retries: fc.nat({ max: 100 }),
      maxBodyBytes: fc.integer({ min: 1, max: 1_000_000 }),
      parse: fc.constantFrom('auto', 'json', 'text', 'base64'),
    },
    { requiredKeys: ['url'] },
  ),
)

/** Events that are valid. */
const validEvents: fc.Arbitrary<object> = fc.record(
  {
    urls: fc.array(requests, { maxLength: 5 }),
    policy: fc.record(
      {
        concurrency: fc.integer({ min: 1, max: 65_535 }),
        perOrigin: fc.integer({ min: 1, max: 65_535 }),
        timeoutMs: fc.integer({ min: 1, max: 2_147_483_647 }),
        retryStatuses: fc.array(fc.integer({ min: 100, max: 999 })),
      },
      { requiredKeys: [] },
    ),
    results: fc.constantFrom('body', 'full'),
  },
  { requiredKeys: ['urls'] },
)

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The paths of all values within a value, itself included. */
export const pathsIn = (value: unknown): string[][] => [
  [],
  ...(isBranch(value)
    ? Object.entries(value).flatMap(([key, member]) => pathsIn(member).map((path) => [key, ...path]))
    : []),
]

/** A copy of a value with another at a path. */
export const replaceAt = (value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown => {
  if (key === undefined || !isBranch(value)) return replacement
  const member = replaceAt(value[key], rest, replacement)
  return Array.isArray(value) ? value.with(Number(key), member) : { ...value, [key]: member }
}

/** Text as people send it: what is meant, several of it, and what is not meant at all. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.webUrl(),
  requests.map((request) => JSON.stringify(request)),
  validEvents.map((event) => JSON.stringify(event)),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.array(fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('{"url":', '"http://a.example/"', '[]'))),
      fc.constantFrom('\n', '\r\n', ' ', '\t', '\u2028', '\0'),
    )
    .map(([lines, end]) => lines.join(end)),
)

/** The same in up to three envelopes. */
const messages: fc.Arbitrary<string> = fc
  .tuple(
    texts,
    fc.array(
      fc.constantFrom(snsEnvelope, (text: string) => JSON.stringify(schedulerEvent(text))),
      { maxLength: 3 },
    ),
  )
  .map(([text, envelopes]) => envelopes.reduce((inner, envelope) => envelope(inner), text))

const details = fc.oneof(
  validEvents,
  fc.webUrl().map((url) => ({ url, customer: 'c-1' })),
  fc.jsonValue(),
  texts,
)

const records = (toRecord: (id: string, text: string) => object): fc.Arbitrary<object> =>
  fc.array(messages, { maxLength: 4 }).map((bodies) => ({ Records: bodies.map((body, id) => toRecord(`${id}`, body)) }))

const httpBodies = fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'DELETE'), body: texts })

/** Events of every trigger, and of the sources that none serves. */
const triggerEvents: fc.Arbitrary<unknown> = fc.oneof(
  records(sqsRecord),
  records((id, text) => fifoRecord(id, text, `g${text.length % 2}`)),
  records(kinesisRecord),
  records((_, text) => snsRecord(text)),
  fc.array(messages, { maxLength: 3 }).map((bodies) => bodies.map((body, id) => sqsRecord(`${id}`, body))),
  details.map(busEvent),
  fc.array(details.map(busEvent), { minLength: 1, maxLength: 3 }),
  texts.map(schedulerEvent),
  httpBodies.map(httpApiEvent),
  httpBodies.map(({ method, body }) => restApiEvent({ httpMethod: method, body })),
  httpBodies.map(({ method, body }) => loadBalancerEvent({ httpMethod: method, body })),
  httpBodies.map(latticeEvent),
  httpBodies.map(latticeV1Event),
  fc.record({
    Items: fc.array(fc.oneof(requests, fc.jsonValue()), { maxLength: 4 }),
    BatchInput: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
  fc.webUrl().map((url) => ({ url, customer: 'c-1', retries: '5' })),
  texts,
  fc.array(requests, { maxLength: 4 }),
  fc.constantFrom(...Object.values(POLLED_EVENTS), ...Object.values(PIPED_EVENTS)),
)

const repeated = (value: unknown) => ({ urls: Array.from({ length: 500 }, () => value) })

/** Events with very many of something, or something very long. */
const largeEvents: fc.Arbitrary<unknown> = fc.oneof(
  fc.webUrl().map((url) => repeated(`${url}${'a'.repeat(100_000)}`.slice(0, 500))),
  fc.constantFrom('x', 'http://a.example/', 5, {}, { url: 5 }).map(repeated),
  fc.constantFrom({}, sqsRecord('1', 'x'), 5).map((record) => ({ Records: repeated(record).urls })),
  fc.webUrl().map((url) => ({ urls: [{ url, body: 'a'.repeat(500_000), method: 'POST' }] })),
  fc
    .string()
    .map((key) => ({ urls: [], ...Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [key + n, n])) })),
)

/** Events of which one value, somewhere, is replaced by anything. */
const mutated = (events: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(events, fc.nat(), wild).map(([event, place, replacement]) => {
    const paths = pathsIn(event)
    return replaceAt(event, paths[place % paths.length] ?? [], replacement)
  })

/** Valid direct invocations, almost valid ones, and anything at all. */
export const eventsOfAnySort: fc.Arbitrary<unknown> = fc.oneof(
  wild,
  validEvents,
  { arbitrary: mutated(validEvents), weight: 4 },
  fc.record({ urls: wild }),
  fc.record({ urls: fc.array(wild) }),
)

/** The same for every trigger, and for some of a size. */
export const triggerEventsOfAnySort: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: eventsOfAnySort, weight: 20 },
  { arbitrary: triggerEvents, weight: 20 },
  { arbitrary: mutated(triggerEvents), weight: 20 },
  { arbitrary: largeEvents, weight: 1 },
)
