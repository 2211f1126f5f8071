import { CONTESTANTS, type Contender, type Contestant, FACES, REFERENCE, type Start } from '../contestants.ts'
import type { Work } from '../measure/Work.ts'
import type { Origin, OriginSpec } from '../origin/Origin.ts'
import { startOrigin } from '../origin/startOrigin.ts'
import { inUnitsOf, megabytes, plain } from '../report/format.ts'
import type { Column, Entrant, Scenario, Size, Stage, Target } from '../Scenario.ts'
import { say } from '../say.ts'
import { trustCertificate } from './trustCertificate.ts'
import { writeUrls } from './writeUrls.ts'

export const CPU = 'cpuMicrosPerRequest'

/** Long enough that it never fires on loopback: what is measured is the cost of having it. */
const TIMEOUT_MS = 10_000

const COMPARED: ReadonlySet<string> = new Set([REFERENCE, FACES.stream, FACES.collect])

const COLUMNS: readonly Column[] = [
  { heading: 'CPU µs/request', figure: CPU, format: inUnitsOf(1, 1) },
  { heading: 'requests/s', figure: 'requestsPerSecond', format: plain },
  { heading: 'peak RSS MB', figure: 'peakRssBytes', format: megabytes },
  { heading: 'new connections', figure: 'connections', format: plain },
  { heading: 'wrong', figure: 'wrong', format: plain, worst: true },
  { heading: 'origin µs/request', figure: 'originMicrosPerRequest', format: inUnitsOf(1, 1) },
]

type Throughput = {
  readonly name: string
  readonly title: string
  readonly origin: OriginSpec
  readonly concurrency: number
  /** How often every group is started anew: what a process's compiler makes of the same code differs each time. */
  readonly starts: number
  readonly full: Size
  readonly quick: Size
  readonly targets: readonly Target[]
  readonly takesPart: (contestant: Contestant) => boolean
}

/** Runs a contestant, and sets what it used in relation to what was asked and to what the origin saw of it. */
const toEntrant = (name: string, contender: Contender, work: Work, origin: Origin): Entrant => ({
  ...contender,
  name,
  measure: async () => {
    const before = await origin.usage()
    const { cpuMicros = Number.NaN, wallMs = Number.NaN, right = 0, ...others } = await contender.measure()
    const after = await origin.usage()
    if (right === 0) throw new Error('no result was the answer of the origin')
    const wrong = work.requests - right
    if (wrong > 0) say(`  ${name}: ${wrong} of ${work.requests} results were not the origin's answer`)
    return {
      ...others,
      [CPU]: cpuMicros / work.requests,
      requestsPerSecond: (work.requests / wallMs) * 1_000,
      wrong,
      connections: after.connections - before.connections,
      originMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / (after.requests - before.requests),
    }
  },
})

type Ready = { readonly name: string; readonly start: Start }

/**
 * One group for each contestant, with those that others are compared with: few enough that a turn comes round within a
 * second, since a process that waits longer is slow when it goes on, and the machine may have become another.
 */
const grouped = (ready: readonly Ready[]): ReadonlyArray<readonly Ready[]> => {
  const compared = ready.filter(({ name }) => COMPARED.has(name))
  const others = ready.filter(({ name }) => !COMPARED.has(name))
  return others.length === 0 ? [compared] : others.map((other) => [...compared, other])
}

/** A scenario in which all contestants fetch the same URLs from one origin process. */
export const throughput = ({ origin: spec, concurrency, starts, takesPart, ...rest }: Throughput): Scenario => ({
  ...rest,
  reference: REFERENCE,
  compared: CPU,
  columns: COLUMNS,
  open: async ({ warmUp, requests }, isWanted): Promise<Stage> => {
    const ready = CONTESTANTS.filter((contestant) => takesPart(contestant) && isWanted(contestant.name)).flatMap(
      ({ name, prepare }) => {
        const start = prepare()
        return start === null ? [] : { name, start }
      },
    )
    const origin = await startOrigin(spec)
    const urls = writeUrls(origin.ready.urls, warmUp + requests)
    const certificate = trustCertificate(origin.ready.certificate)
    const work = { urlsFile: urls.file, warmUp, requests, concurrency, timeoutMs: TIMEOUT_MS }
    return {
      groups: Array.from({ length: starts }, () => grouped(ready))
        .flat()
        .map((group) => group.map(({ name, start }) => toEntrant(name, start(work), work, origin))),
      about: { origin: origin.ready.software, inFlight: String(concurrency), starts: String(starts) },
      close: async () => {
        await origin.stop()
        urls.remove()
        certificate.remove()
      },
    }
  },
})
