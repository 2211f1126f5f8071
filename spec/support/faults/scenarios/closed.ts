import { deepEqual, equal } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { resolveNames } from '../resolveNames.ts'
import { countConnections } from '../server/control.ts'
import { sleep } from '../sleep.ts'
import { residueSince } from '../storm/residue.ts'
import { eventually } from './eventually.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const FAULTS = [
  'connection-into-a-black-hole',
  'connection-tls-hang',
  'head-hang',
  'body-stall-with-length',
  'name-silent',
]

export const closedScenarios: readonly Scenario[] = [
  {
    title: 'aborts what is under way when its transport is closed',
    async play(sites) {
      const resources = process.getActiveResourcesInfo()
      const transport = createTransport({ resolve: resolveNames })
      const requests = FAULTS.flatMap((name) => requestsOf(sites, name, 4))
      const settled = collectBatch(requests, { transport, retries: 0 })
      await sleep(60)
      await transport.close()
      deepEqual(kindsOf(await settled), { aborted: requests.length })
      const residue = await eventually(
        () => residueSince(resources),
        (left) => left.length === 0,
      )
      deepEqual(residue, [])
      const connections = await eventually(
        () => countConnections(sites),
        (count) => count === 0,
      )
      equal(connections, 0)
    },
  },
]
