import { deepEqual, equal, ok } from 'node:assert/strict'
import { tap } from 'rxjs'
import {
  createTransport,
  type FetchRequest,
  type FetchResult,
  fetchBatch,
  streamResults,
  type Transport,
} from '../../../../src/index.ts'
import { UNREAD_MS } from '../clocks.ts'
import { resolveNames } from '../resolveNames.ts'
import { testAuthority } from '../server/certificates.ts'
import { countConnections } from '../server/control.ts'
import { sleep } from '../sleep.ts'
import { residueSince } from '../storm/residue.ts'
import { eventually } from './eventually.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

/** Where a request is when it is cancelled, by the fault that keeps it there. */
const PHASES = {
  dialling: 'connection-into-a-black-hole',
  'the TLS handshake': 'connection-tls-hang',
  'the wait for headers': 'head-hang',
  'a dripping head': 'head-drip-of-fields',
  'an upload': 'upload-never-read',
  'a stalled body': 'body-stall-with-length',
  'an endless body': 'body-endless-slowly',
  'the wait for a retry': 'retried-503-without-end',
  'the resolution of a name': 'name-silent',
}
type Phase = keyof typeof PHASES

const REQUESTS = 8
/** What follows once every connection is made, or every name asked for. */
const INTO_THE_PHASE_MS = 40
/** Every clock of a request here: what needs it to end was not cancelled. */
const CLOCK_MS = 600_000
/** How long a cancellation may take, in ms: far less than any clock here, far more than a busy machine needs. */
const SOON_MS = 20_000
/** Endless, at a steady pace, but within the limit for the time that it is watched. */
const AMPLE_BODY = 268_435_456

type Way = {
  readonly name: string
  readonly start: (
    requests: readonly FetchRequest[],
    transport: Transport,
  ) => { readonly results: FetchResult[]; cancel(): Promise<void> }
  /** What the results are after that. */
  readonly kinds: Record<string, number>
}

const options = (transport: Transport) => ({
  transport,
  maxBodyBytes: AMPLE_BODY,
  retryDelayMs: CLOCK_MS,
  maxRetryDelayMs: CLOCK_MS,
  totalTimeoutMs: 10 * CLOCK_MS,
  timeoutMs: CLOCK_MS,
  random: () => 0.9,
})

const WAYS: readonly Way[] = [
  {
    name: 'unsubscribing',
    kinds: {},
    start(requests, transport) {
      const results: FetchResult[] = []
      const subscription = fetchBatch(requests, options(transport)).subscribe((result) => results.push(result))
      return { results, cancel: async () => subscription.unsubscribe() }
    },
  },
  {
    name: 'an AbortSignal',
    kinds: { aborted: REQUESTS },
    start(requests, transport) {
      const results: FetchResult[] = []
      const controller = new AbortController()
      const settled = fetchBatch(requests, { ...options(transport), signal: controller.signal }).forEach((result) => {
        results.push(result)
      })
      return {
        results,
        cancel: () => {
          controller.abort()
          return settled
        },
      }
    },
  },
  {
    name: 'leaving the loop',
    kinds: {},
    start(requests, transport) {
      const results: FetchResult[] = []
      const stream = streamResults(requests, options(transport))
      const reading = (async () => {
        for (;;) {
          const { done, value } = await stream.next()
          if (done) return
          results.push(value)
        }
      })()
      return {
        results,
        cancel: async () => {
          await stream.return?.()
          await reading
        },
      }
    },
  },
]

/** How many connections the server has while requests are in a phase: none where they do not come to it. */
const openIn = (phase: Phase): number => (phase === 'dialling' || phase === 'the resolution of a name' ? 0 : REQUESTS)

/** What the server still has open once the batch is gone: whole answers leave connections that others may use. */
const keptAfter = (phase: Phase): number => (phase === 'the wait for a retry' ? REQUESTS : 0)

const cancelled = (phase: Phase, { name, start, kinds }: Way): Scenario => ({
  title: `ends at once in ${phase} by ${name}`,
  async play(sites) {
    const transport = createTransport({ resolve: resolveNames, connectTimeoutMs: CLOCK_MS, ca: testAuthority() })
    const resources = process.getActiveResourcesInfo()
    let failed = 0
    const counting: Transport = (attempt) => transport(attempt).pipe(tap({ finalize: () => (failed += 1) }))
    const batch = start(requestsOf(sites, PHASES[phase], REQUESTS), counting)
    await eventually(
      () => countConnections(sites),
      (count) => count === openIn(phase),
    )
    if (phase === 'the wait for a retry')
      await eventually(
        () => failed,
        (count) => count === REQUESTS,
      )
    await sleep(INTO_THE_PHASE_MS)
    deepEqual(kindsOf(batch.results), {}, 'something has settled too early')
    const cancelledMs = performance.now()
    await batch.cancel()
    const tookMs = performance.now() - cancelledMs
    const residue = await eventually(
      () => residueSince(resources),
      (left) => left.length === 0,
    )
    if (phase === 'an upload') await sleep(2 * UNREAD_MS) // a server that does not read does not see the end
    const connections = await eventually(
      () => countConnections(sites),
      (count) => count === keptAfter(phase),
    )
    await transport.close()
    deepEqual(kindsOf(batch.results), kinds)
    deepEqual(residue, [])
    equal(connections, keptAfter(phase))
    ok(tookMs < SOON_MS, `it took ${tookMs} ms`)
  },
})

/** Every way to cancel, in every phase of a request. */
export const cancelledScenarios: readonly Scenario[] = (Object.keys(PHASES) as Phase[]).flatMap((phase) =>
  WAYS.map((way) => cancelled(phase, way)),
)
