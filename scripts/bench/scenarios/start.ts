import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { zipSync } from 'fflate'
import { bundleLambda, plainOptions } from '../../bundleLambda.ts'
import { BENCH, CACHE } from '../folders.ts'
import { installPython } from '../install/installPython.ts'
import { runProgram } from '../measure/runProgram.ts'
import { SMALL_JSON } from '../origin/Origin.ts'
import { startOrigin } from '../origin/startOrigin.ts'
import { inUnitsOf } from '../report/format.ts'
import type { Entrant, Figures, Scenario } from '../Scenario.ts'
import { say } from '../say.ts'
import { figureTarget, ratioTarget } from './targets.ts'

const BUILT = 'npm run build'
const DEFAULTS = "esbuild's defaults"
const KILOBYTE = 1_000
const milliseconds = inUnitsOf(1, 1)

/** A Lambda refuses loopback addresses unless its environment says otherwise. */
const ENVIRONMENT = { ...process.env, RX_FANOUT_ADDRESSES: 'any' }

const toEntrant = (name: string, command: string, args: readonly string[], others: Figures = {}): Entrant => ({
  name,
  measure: async () => {
    const startedAt = performance.now()
    const { right, ...figures } = await runProgram(command, args, ENVIRONMENT)
    if (right !== 1) say(`  ${name}: the result was not the origin's answer`)
    return { ...figures, processMs: performance.now() - startedAt, ...others }
  },
})

const bundleBytes = (file: string): number => readFileSync(file).byteLength

/** The same archive as `npm run build` makes. */
const zipBytes = (file: string): number => zipSync({ 'index.mjs': readFileSync(file) }, { level: 9 }).byteLength

/** How long a fresh process takes to import the Lambda bundle and to answer its first event. */
export const start: Scenario = {
  name: 'start',
  title: 'cold start: a fresh process imports the Lambda bundle and fetches one URL',
  full: { rounds: 25, warmUp: 0, requests: 1 },
  quick: { rounds: 5, warmUp: 0, requests: 1 },
  reference: DEFAULTS,
  compared: 'importMs',
  columns: [
    { heading: 'import ms', figure: 'importMs', format: milliseconds },
    { heading: 'first result ms', figure: 'firstResultMs', format: milliseconds },
    { heading: 'whole process ms', figure: 'processMs', format: milliseconds },
    { heading: 'bundle kB', figure: 'bundleBytes', format: inUnitsOf(KILOBYTE, 1) },
    { heading: 'zip kB', figure: 'zipBytes', format: inUnitsOf(KILOBYTE, 1) },
  ],
  targets: [
    ratioTarget(BUILT, DEFAULTS, 'importMs', 0.6),
    figureTarget('Lambda zip, kB', BUILT, 'zipBytes', 250 * KILOBYTE, KILOBYTE),
  ],
  open: async (_size, isWanted) => {
    const built = `${CACHE}start/built/index.mjs`
    const defaults = `${CACHE}start/defaults/index.mjs`
    await bundleLambda(built)
    await build({ ...plainOptions, outfile: defaults })
    const python = isWanted('Python + aiohttp') ? installPython() : null
    const origin = await startOrigin(SMALL_JSON)
    const url = `${origin.ready.urls[0]}/orders/0`
    const program = `${BENCH}measure/runCold.mjs`
    const sizes = (file: string) => ({ bundleBytes: bundleBytes(file), zipBytes: zipBytes(file) })
    const entrants = [
      toEntrant(BUILT, process.execPath, [program, built, url], sizes(built)),
      toEntrant(DEFAULTS, process.execPath, [program, defaults, url], sizes(defaults)),
      ...(python === null ? [] : [toEntrant('Python + aiohttp', python, [`${BENCH}measure/runCold.py`, url])]),
    ]
    for (const { measure } of entrants) await measure().catch(() => {}) // puts every file into the system's cache
    return { groups: [entrants], about: { origin: origin.ready.software }, close: origin.stop }
  },
}
