/** AWS's published prices for us-east-1 in dollars, without free tiers, as of {@link PRICES_OF}. */
export const PRICES = {
  /** aws.amazon.com/lambda/pricing: arm64, the first 7.5 billion GB-seconds of a month. */
  gbSecond: 0.0000133334,
  /** aws.amazon.com/lambda/pricing: one invocation. */
  invocation: 0.2 / 1_000_000,
  /** aws.amazon.com/sqs/pricing: one request to a standard queue, up to ten messages in it. */
  queueRequest: 0.4 / 1_000_000,
  /** aws.amazon.com/step-functions/pricing: one transition of a Standard workflow. */
  transition: 0.025 / 1_000,
  /** aws.amazon.com/s3/pricing: one PUT. */
  put: 0.005 / 1_000,
  /** aws.amazon.com/ec2/pricing/on-demand: an hour of a t4g.small. */
  serverHour: 0.0168,
} as const

export const PRICES_OF = 'May 2026'

/** What the arithmetic takes for granted: an API that allows 500 requests per second and answers each in 200 ms with 1 kB. */
export const API = { perSecond: 500, answerMs: 200, resultBytes: 1_300 } as const

/** template.yaml's defaults. */
const IN_FLIGHT = 50
const MEMORY_GB = 1769 / 1024
/** Reading an event and writing its answer. */
const OVERHEAD_S = 0.1

/** A way to fetch a list. */
export type Way = 'direct' | 'streaming' | 'SQS' | 'Distributed Map' | 'the command'

/** What a list costs in one of the ways. */
export type Estimate = {
  readonly way: Way
  readonly urls: number
  readonly batchSize: number
  /** Environments at work at once. */
  readonly environments: number
  /** Requests per second that each environment may start, so that all together keep to the API's limit. */
  readonly ratePerEnvironment: number
  readonly seconds: number
  readonly invocations: number
  readonly gbSeconds: number
  readonly dollars: number
}

/** Of how many URLs a way makes a batch, with how many environments, and what it pays beside Lambda for each batch. */
const WAYS: Readonly<
  Record<Way, { batch(urls: number): number; environments: number; perBatch: number; fits(urls: number): boolean }>
> = {
  direct: {
    batch: (urls) => urls,
    environments: 1,
    perBatch: 0,
    fits: (urls) => urls * API.resultBytes < 6_291_556, // Lambda quotas: a buffered answer
  },
  streaming: {
    batch: (urls) => urls,
    environments: 1,
    perBatch: 0,
    fits: (urls) => urls * API.resultBytes < 209_715_200 && urls / rateOf(1) < 900, // Lambda quotas: a streamed answer, a timeout
  },
  SQS: {
    batch: () => 10,
    environments: 5,
    perBatch: 3 * PRICES.queueRequest + PRICES.put, // ten messages sent, received and deleted; one object of results
    fits: () => true,
  },
  'Distributed Map': {
    batch: () => 100,
    environments: 5,
    perBatch: 4 * PRICES.transition, // Step Functions developer guide, "Transitions": one for each child, and its three states
    fits: () => true,
  },
  'the command': { batch: (urls) => urls, environments: 1, perBatch: 0, fits: () => true },
}

/** What one of so many environments may start in a second: its share of the API's limit, or what its places allow. */
const rateOf = (environments: number): number =>
  Math.min(API.perSecond / environments, (IN_FLIGHT * 1_000) / API.answerMs)

/** What a list of so many URLs takes in one of the ways; undefined where it does not fit into it. */
export function estimate(way: Way, urls: number): Estimate | undefined {
  const { batch, environments, perBatch, fits } = WAYS[way]
  if (!fits(urls)) return undefined
  const onServer = way === 'the command'
  const ratePerEnvironment = onServer ? API.perSecond : rateOf(environments)
  const batchSize = batch(urls)
  const batches = Math.ceil(urls / batchSize)
  // A batch of few URLs takes one answer's time at least, whatever the rate.
  const batchSeconds = Math.max(batchSize / ratePerEnvironment, API.answerMs / 1_000) + OVERHEAD_S
  const seconds = (batches / environments) * batchSeconds
  const gbSeconds = onServer ? 0 : batches * batchSeconds * MEMORY_GB
  const lambda = onServer ? 0 : gbSeconds * PRICES.gbSecond + batches * PRICES.invocation
  const server = onServer ? (seconds / 3_600) * PRICES.serverHour : 0
  return {
    way,
    urls,
    batchSize,
    environments,
    ratePerEnvironment,
    seconds,
    invocations: onServer ? 0 : batches,
    gbSeconds,
    dollars: lambda + server + batches * perBatch,
  }
}

const count = (value: number): string => Math.round(value).toLocaleString('en')

const time = (seconds: number): string => {
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  return seconds < 7_200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`
}

const money = (dollars: number): string => (dollars < 0.01 ? `$${dollars.toPrecision(1)}` : `$${dollars.toFixed(2)}`)

const row = (way: Way, urls: number): string => {
  const found = estimate(way, urls)
  if (found === undefined) return `| ${count(urls)} | ${way} | does not fit | | | | | | |`
  const { batchSize, environments, ratePerEnvironment, seconds, invocations, gbSeconds, dollars } = found
  const numbers = [batchSize, environments, ratePerEnvironment].map(count)
  return `| ${[count(urls), way, ...numbers, time(seconds), count(invocations), count(gbSeconds), money(dollars)].join(' | ')} |`
}

/** The arithmetic as the README's table. */
export const estimateTable = (): string =>
  [
    '| URLs | way | URLs in a batch | environments | requests/s of each | time | invocations | GB-seconds | price |',
    '|---:|---|---:|---:|---:|---:|---:|---:|---:|',
    ...[1_000, 100_000, 10_000_000].flatMap((urls) => Object.keys(WAYS).map((way) => row(way as Way, urls))),
  ].join('\n')

if (import.meta.main) console.log(estimateTable())
