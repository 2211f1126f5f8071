import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BENCH } from '../folders.ts'
import type { Figures } from '../Scenario.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { residentProgram } from './residentProgram.ts'
import type { Work } from './Work.ts'

/** V8's format, as far as it is read here: what ran at each sample, and how long, in µs. */
type CpuProfile = {
  readonly nodes: ReadonlyArray<{
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
  }>
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}
type CallFrame = CpuProfile['nodes'][number]['callFrame']

/** Where a process can spend its time. */
export const PLACES = ['undici', 'rxjs', 'own', 'node', 'json', 'native', 'gc'] as const
type Place = (typeof PLACES)[number] | 'idle' | 'bench'

/** The functions that call `JSON.parse`, which V8 does not tell apart from them. */
const CALLS_JSON_PARSE = /^(readJson|consumeEnd)$/

const placeOf = ({ functionName, url }: CallFrame): Place => {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'gc'
  if (CALLS_JSON_PARSE.test(functionName)) return 'json'
  if (url.startsWith('node:')) return 'node'
  if (url.startsWith('wasm:') || url.includes('/node_modules/undici/')) return 'undici' // its parser is WebAssembly
  if (url.includes('/node_modules/rxjs')) return 'rxjs'
  if (url.includes('/dist/lib/')) return 'own'
  return url === '' ? 'native' : 'bench'
}

const microsByPlace = ({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<Place, number> => {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  const micros = new Map<Place, number>()
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? 'native'
    micros.set(place, (micros.get(place) ?? 0) + (timeDeltas[index] ?? 0))
  }
  return micros
}

/** Runs a contestant under V8's sampling profiler: µs of its main thread for each request, by place, from start to end. */
export const profileClient = async (file: string, work: Work): Promise<Figures> => {
  const { folder, remove } = temporaryFolder()
  try {
    const profiler = ['--cpu-prof', '--cpu-prof-interval=250', `--cpu-prof-dir=${folder}`]
    const client = [`${BENCH}measure/runClient.ts`, file, JSON.stringify(work)]
    const contender = residentProgram(process.execPath, [...profiler, ...client])
    await contender.measure()
    await contender.stop?.()
    const [name = ''] = readdirSync(folder)
    const micros = microsByPlace(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile)
    const done = work.warmUp + 2 * work.requests
    const figures = PLACES.map((place) => [`${place}Micros`, (micros.get(place) ?? 0) / done] as const)
    const busyMicros = [...micros].reduce((sum, [place, spent]) => (place === 'idle' ? sum : sum + spent), 0) / done
    return { ...Object.fromEntries(figures), busyMicros }
  } finally {
    remove()
  }
}
