import { deepEqual, equal } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import { createTransport, type FetchRequest, fetchBatch, type Transport } from '../../../../src/index.ts'
import { serveDns } from '../../serveDns.ts'
import { AMPLE_MS } from '../clocks.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const SLOW_NAMES = 40

const LOOPBACK = { address: '127.0.0.1', family: 4 } as const

/** The names of 127.0.0.1 in the hosts file. */
const hostsNames = (): readonly string[] =>
  readFileSync('/etc/hosts', 'utf8')
    .split('\n')
    .flatMap((line) => (/^\s*127\.0\.0\.1\s+([^#]*)/.exec(line)?.[1] ?? '').split(/\s+/))
    .filter((name) => name !== '')

/** All at once; patient, so that what is waited for in vain is a failure instead of a late success. */
const fetchAll = (requests: readonly FetchRequest[], transport: Transport) =>
  fetchBatch(requests, {
    transport,
    concurrency: 64,
    retries: 0,
    timeoutMs: AMPLE_MS,
    totalTimeoutMs: AMPLE_MS,
  })

export const slowNamesScenarios: readonly Scenario[] = [
  {
    title: `does not let ${SLOW_NAMES} slow names delay a fast one`,
    async play(sites) {
      const fastAnswered = Promise.withResolvers<void>()
      const resolve = async (hostname: string) => {
        if (hostname !== 'good.test') await fastAnswered.promise
        return [LOOPBACK]
      }
      const transport = createTransport({ resolve, connectTimeoutMs: AMPLE_MS })
      const requests = [
        ...Array.from({ length: SLOW_NAMES }, (_, n) =>
          requestsOf(sites, 'healthy-plain', 1, { host: `n${n}.test` }),
        ).flat(),
        ...requestsOf(sites, 'healthy-plain', 1, { host: 'good.test' }),
      ]
      const kinds: string[] = []
      await fetchAll(requests, transport).forEach(({ index, outcome }) => {
        kinds.push(`${index === SLOW_NAMES ? 'fast' : 'slow'} ${outcome}`)
        fastAnswered.resolve()
      })
      await transport.close()
      deepEqual(kinds, ['fast success', ...Array.from({ length: SLOW_NAMES }, () => 'slow success')])
    },
  },
  {
    title: `does not let ${SLOW_NAMES} names that nobody tells delay one of the hosts file`,
    async play(sites) {
      const dns = await serveDns(() => 'silence')
      const transport = createTransport()
      const silent = Array.from({ length: SLOW_NAMES }, (_, n) => ({ url: `http://nowhere-${n}.invalid/` }))
      const fast = requestsOf(sites, 'healthy-plain', 1, { host: 'localhost' })
      const first = await firstValueFrom(fetchAll([...silent, ...fast], transport))
      await transport.close()
      await dns.close()
      equal(first.index, SLOW_NAMES, 'the fast name was not the first')
      equal(first.outcome, 'success')
    },
  },
  {
    title: 'resolves every name of the hosts file',
    async play(sites) {
      const transport = createTransport()
      const requests = hostsNames().flatMap((host) => requestsOf(sites, 'healthy-plain', 1, { host }))
      const results = await lastValueFrom(fetchAll(requests, transport).pipe(toArray()))
      await transport.close()
      deepEqual(kindsOf(results), { success: requests.length })
    },
  },
]
