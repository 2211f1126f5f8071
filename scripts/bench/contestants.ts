import { BENCH } from './folders.ts'
import { buildGo } from './install/buildGo.ts'
import { installPeers } from './install/installPeers.ts'
import { installPython } from './install/installPython.ts'
import { versionOf } from './install/versionOf.ts'
import { measureCli } from './measure/measureCli.ts'
import { measureCurl } from './measure/measureCurl.ts'
import { residentProgram } from './measure/residentProgram.ts'
import type { Work } from './measure/Work.ts'
import type { Entrant, Figures } from './Scenario.ts'
import { say } from './say.ts'

/** A contestant at its work. */
export type Contender = Omit<Entrant, 'name'>

export type Start = (work: Work) => Contender

/** One way to fetch many URLs. */
export type Contestant = {
  readonly name: string
  /** Whether it takes part in every scenario, not only in that of small JSON. */
  readonly everywhere: boolean
  /** Installs or builds what it needs; null where that cannot be had. */
  readonly prepare: () => Start | null
}

const inNode =
  (file: string): Start =>
  (work) =>
    residentProgram(process.execPath, [`${BENCH}measure/runClient.ts`, file, JSON.stringify(work)])

/** For what has to start anew for each measurement. */
const anew =
  (measure: (work: Work) => Promise<Figures>): Start =>
  (work) => ({ measure: () => measure(work) })

const own = (name: string, file: string, everywhere: boolean): Contestant => {
  return { name, everywhere, prepare: () => inNode(file) }
}

const peer = (name: string, file: string, everywhere: boolean): Contestant => {
  return { name, everywhere, prepare: () => (installPeers() ? inNode(file) : null) }
}

const aiohttp = (): Start | null => {
  const python = installPython()
  if (python === null) return null
  return (work) => residentProgram(python, [`${BENCH}clients/aiohttpGather.py`, JSON.stringify(work)])
}

const goNetHttp = (): Start | null => {
  const program = buildGo()
  if (program === null) return null
  return (work) => residentProgram(program, [JSON.stringify(work)])
}

const curl = (): Start | null => {
  if (versionOf('curl', '--version') !== null) return anew(measureCurl)
  say('curl is not installed: it is left out.')
  return null
}

/** The one that every ratio is to. */
export const REFERENCE = 'undici.request loop'

/** How the names of rx-fanout's faces begin: those that the check guards. */
export const OWN = 'rx-fanout'

/** Faces of rx-fanout that several scenarios measure. */
export const FACES = {
  stream: 'rx-fanout streamResults',
  collect: 'rx-fanout collectBatch',
  handler: 'rx-fanout handler',
  cli: 'rx-fanout command line',
} as const

export const CONTESTANTS: readonly Contestant[] = [
  own('undici.dispatch loop', 'undiciDispatch', true),
  own(REFERENCE, 'undiciRequest', true),
  own(FACES.stream, 'streamResults', true),
  own(FACES.collect, 'collectBatch', true),
  own(FACES.handler, 'lambdaHandler', false),
  { name: FACES.cli, everywhere: false, prepare: () => anew(measureCli) },
  own('RxJS mergeMap + fetch', 'rxjsObvious', true),
  peer('fetch + p-map', 'fetchPMap', true),
  peer('got', 'got', true),
  peer('axios + axios-retry', 'axiosRetry', true),
  peer('ky', 'ky', false),
  peer('Effect', 'effect', false),
  { name: 'aiohttp + gather', everywhere: true, prepare: aiohttp },
  { name: 'Go net/http', everywhere: true, prepare: goNetHttp },
  { name: 'curl --parallel, no parsing', everywhere: false, prepare: curl },
]
