import { deepEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createTransport, type FetchResult, fetchBatch, type Transport } from '../../../../src/index.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const SLOW_NAMES = 40
const SLOW_MS = 600
const FAST_MS = 300

const LOOPBACK = { address: '127.0.0.1', family: 4 } as const

const slowUnlessGood = (hostname: string) =>
  new Promise<readonly [typeof LOOPBACK]>((resolve) => {
    setTimeout(resolve, hostname === 'good.test' ? 0 : SLOW_MS, [LOOPBACK])
  })

/** The names of 127.0.0.1 in the hosts file. */
const hostsNames = (): readonly string[] =>
  readFileSync('/etc/hosts', 'utf8')
    .split('\n')
    .flatMap((line) => (/^\s*127\.0\.0\.1\s+([^#]*)/.exec(line)?.[1] ?? '').split(/\s+/))
    .filter((name) => name !== '')

const finishedWithin = async (requests: Parameters<typeof fetchBatch>[0], transport: Transport, ms: number) => {
  const inTime: FetchResult[] = []
  const startedMs = performance.now()
  await fetchBatch(requests, { transport, concurrency: 64, retries: 0, timeoutMs: 2 * SLOW_MS }).forEach((result) => {
    if (performance.now() - startedMs <= ms) inTime.push(result)
  })
  return inTime
}

export const slowNamesScenarios: readonly Scenario[] = [
  {
    title: `does not let ${SLOW_NAMES} slow names delay a fast one`,
    async play(sites) {
      const transport = createTransport({ resolve: slowUnlessGood })
      const slow = Array.from({ length: SLOW_NAMES }, (_, n) =>
        requestsOf(sites, 'healthy-plain', 1, { host: `n${n}.test` }),
      )
      const fast = requestsOf(sites, 'healthy-plain', 1, { host: 'good.test' })
      const inTime = await finishedWithin([...slow.flat(), ...fast], transport, FAST_MS)
      await transport.close()
      deepEqual(kindsOf(inTime), { success: 1 })
    },
  },
  {
    title: `does not let ${SLOW_NAMES} names that are nowhere delay one of the hosts file`,
    long: true, // without a DNS server, the system's resolver keeps the process for seconds
    async play(sites) {
      const transport = createTransport()
      const nowhere = Array.from({ length: SLOW_NAMES }, (_, n) => `http://nowhere-${n}.invalid/`)
      const fast = requestsOf(sites, 'healthy-plain', 1, { host: 'localhost' })
      const inTime = await finishedWithin([...nowhere, ...fast], transport, FAST_MS)
      await transport.close()
      ok(
        inTime.some(({ outcome }) => outcome === 'success'),
        'the fast name was not in time',
      )
    },
  },
  {
    title: 'resolves every name of the hosts file',
    async play(sites) {
      const transport = createTransport()
      const requests = hostsNames().map((host) => requestsOf(sites, 'healthy-plain', 1, { host }))
      const inTime = await finishedWithin(requests.flat(), transport, FAST_MS)
      await transport.close()
      deepEqual(kindsOf(inTime), { success: requests.length })
    },
  },
]
