import { FACES, REFERENCE } from '../contestants.ts'
import { type OriginSpec, SMALL_JSON } from '../origin/Origin.ts'
import type { Scenario, Size } from '../Scenario.ts'
import { originTarget, ratioTarget } from './targets.ts'
import { CPU, throughput } from './throughput.ts'

const IN_FLIGHT = 64
/** Short rounds, and many: the machine's own noise comes and goes within seconds. */
const FULL: Size = { rounds: 9, warmUp: 20_000, requests: 2_000 }
const QUICK: Size = { ...FULL, rounds: 5 }

const atMost = (name: string, reference: string, limit: number) => ratioTarget(name, reference, CPU, limit)

/** What DESIGN section 6 promises of each face against each peer. */
const againstPeers = (face: string) => [
  atMost(face, 'fetch + p-map', 0.3),
  atMost(face, 'got', 0.2),
  atMost(face, 'axios + axios-retry', 0.2),
  atMost(face, 'aiohttp + gather', 0.25),
  atMost(face, 'Go net/http', 1),
]

/** The one that is charted and that the check runs. */
export const small = throughput({
  name: 'small',
  title: 'long-lived processes: JSON of about 900 bytes, 64 in flight',
  origin: SMALL_JSON,
  concurrency: IN_FLIGHT,
  starts: 3,
  full: FULL,
  quick: QUICK,
  targets: [
    atMost(FACES.stream, REFERENCE, 1.1),
    atMost(FACES.collect, REFERENCE, 1.3),
    ...againstPeers(FACES.stream),
    ...againstPeers(FACES.collect),
    originTarget(0.5),
  ],
  takesPart: () => true,
})

const variant = (name: string, title: string, change: Partial<OriginSpec>, concurrency = IN_FLIGHT): Scenario =>
  throughput({
    name,
    title,
    origin: { ...SMALL_JSON, ...change },
    concurrency,
    starts: 1,
    full: FULL,
    quick: QUICK,
    targets: [],
    takesPart: ({ everywhere }) => everywhere,
  })

/** JSON of 100 KB: fewer requests, since every contestant keeps all the bodies. */
const large: Scenario = {
  ...variant('large', 'JSON of about 100 KB, 64 in flight', { body: 'large' }),
  full: { rounds: 9, warmUp: 2_000, requests: 200 },
  quick: { rounds: 5, warmUp: 2_000, requests: 200 },
}

/** The scenarios in which all fetch the same URLs, the one of DESIGN section 6 first. */
export const THROUGHPUTS: readonly Scenario[] = [
  small,
  large,
  variant('gzip', 'JSON of about 900 bytes, gzipped, 64 in flight', { gzip: true }),
  variant('tls', 'JSON of about 900 bytes over TLS, 64 in flight', { tls: true }),
  variant('origins', 'JSON of about 900 bytes from 1,000 origins in turn, 64 in flight', { ports: 1_000 }),
  variant('latency', 'JSON of about 900 bytes after 20 ms, 1,000 in flight', { delayMs: 20 }, 1_000),
]
