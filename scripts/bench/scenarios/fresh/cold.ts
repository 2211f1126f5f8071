import { FACES, REFERENCE } from '../../contestants.ts'
import { BENCH } from '../../folders.ts'
import { buildBundle } from '../../install/buildBundle.ts'
import { buildGo } from '../../install/buildGo.ts'
import { installPeers } from '../../install/installPeers.ts'
import { installPython } from '../../install/installPython.ts'
import type { FreshWork } from '../../measure/FreshWork.ts'
import type { Entrant, Scenario, Target } from '../../Scenario.ts'
import { ratioTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'
import { FRESH_COLUMNS, freshEntrant, freshNodeEntrant, IN_FLIGHT } from './freshEntrant.ts'
import { openFresh } from './openFresh.ts'

const BUNDLE = 'rx-fanout Lambda bundle'
const BEFORE = `${BUNDLE} before`
const AIOHTTP = 'aiohttp + gather'
const GO = 'Go net/http'

type Prepare = (work: FreshWork) => Promise<Entrant | null>

const own =
  (name: string, client: string): Prepare =>
  (work) =>
    freshNodeEntrant(name, client, work, `${BENCH}measure/runFresh.mjs`)

const peer =
  (name: string, client: string): Prepare =>
  async (work) =>
    installPeers() ? own(name, client)(work) : null

const bundle =
  (name: string, checkout?: string): Prepare =>
  async (work) => {
    const env = {
      ...process.env,
      BENCH_BUNDLE: await buildBundle(checkout),
      RX_FANOUT_ADDRESSES: 'any', // a Lambda refuses loopback otherwise
      RX_FANOUT_CONCURRENCY: String(IN_FLIGHT),
    }
    return freshNodeEntrant(name, 'lambdaBundle', work, `${BENCH}measure/runFresh.mjs`, env)
  }

const aiohttp: Prepare = async (work) => {
  const python = installPython()
  const args = [`${BENCH}measure/runFresh.py`, JSON.stringify(work), `${BENCH}clients`]
  return python === null ? null : freshEntrant(AIOHTTP, work, python, args)
}

const goNetHttp: Prepare = async (work) => {
  const program = buildGo()
  return program === null ? null : freshEntrant(GO, work, program, [JSON.stringify(work)])
}

const ENTRANTS: Readonly<Record<string, Prepare>> = {
  [REFERENCE]: own(REFERENCE, 'undiciRequest'),
  [BUNDLE]: bundle(BUNDLE),
  [FACES.collect]: own(FACES.collect, 'collectBatch'),
  'fetch + p-map': peer('fetch + p-map', 'fetchPMap'),
  Effect: peer('Effect', 'effect'),
  got: peer('got', 'got'),
  [AIOHTTP]: aiohttp,
  [GO]: goNetHttp,
}

const coldTarget = (requests: number, reference: string, limit: number): Target => ({
  ...ratioTarget(BUNDLE, reference, CPU, limit),
  title: `${BUNDLE}, cold, ${requests.toLocaleString('en-US')} URLs ÷ ${reference}`,
})

/** What it costs a process to fetch so many URLs from its first import on: a cold Lambda's whole work. */
const coldScenario = (requests: number, atMost: number, ofAiohttp?: number): Scenario => ({
  name: `cold-${requests}`,
  title: `fresh processes, from the first import on: ${requests.toLocaleString('en-US')} URLs, JSON of about 900 bytes, 64 in flight`,
  full: { rounds: 15, warmUp: 0, requests },
  quick: { rounds: 5, warmUp: 0, requests },
  reference: REFERENCE,
  compared: CPU,
  columns: FRESH_COLUMNS,
  targets: [
    coldTarget(requests, REFERENCE, atMost),
    ...(ofAiohttp === undefined ? [] : [coldTarget(requests, AIOHTTP, ofAiohttp)]),
  ],
  open: (size, isWanted, against) =>
    openFresh(size, against, async (work, before) => {
      const prepared: Array<Entrant | null> = []
      for (const [name, prepare] of Object.entries(ENTRANTS)) if (isWanted(name)) prepared.push(await prepare(work))
      if (before !== undefined && isWanted(BEFORE)) prepared.push(await bundle(BEFORE, before)(work))
      const entrants = prepared.filter((entrant) => entrant !== null)
      for (const { measure } of entrants) await measure().catch(() => {}) // puts every file into the system's cache
      return entrants
    }),
})

/** The scenarios of cold processes, the smallest first. */
export const COLDS: readonly Scenario[] = [
  coldScenario(100, 0.7),
  coldScenario(1_000, 0.85, 0.5),
  coldScenario(5_000, 0.95),
]
