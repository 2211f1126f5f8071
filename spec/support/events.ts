import fc from 'fast-check'

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

/** Valid events of which one value, somewhere, is replaced by anything. */
const mutatedEvents = fc.tuple(validEvents, fc.nat(), wild).map(([event, place, replacement]) => {
  const paths = pathsIn(event)
  return replaceAt(event, paths[place % paths.length] ?? [], replacement)
})

/** Valid events, almost valid ones, and anything at all. */
export const eventsOfAnySort: fc.Arbitrary<unknown> = fc.oneof(
  wild,
  validEvents,
  { arbitrary: mutatedEvents, weight: 4 },
  fc.record({ urls: wild }),
  fc.record({ urls: fc.array(wild) }),
)
