import { createTransport } from '../../../../src/index.ts'
import { CONNECT_TIMEOUT_MS } from '../clocks.ts'
import { FAULTS } from '../faults.ts'
import { resolveNames } from '../resolveNames.ts'
import { testAuthority } from '../server/certificates.ts'
import { countConnections } from '../server/control.ts'
import type { Sites } from '../server/sites.ts'
import { sleep } from '../sleep.ts'
import { HEALTHY } from '../table/healthy.ts'
import { watchLoopDelay } from './loopDelay.ts'
import { planRuns } from './planRuns.ts'
import { randomFrom } from './random.ts'
import { residueSince } from './residue.ts'
import { FACES, type Face, runBatch } from './runBatch.ts'
import { createTally, type FaultReport } from './Tally.ts'
import { watchMemory } from './watchMemory.ts'
import { watchProcess } from './watchProcess.ts'

export type StormOptions = {
  readonly seed: number
  /** How often each fault is met, at least. */
  readonly runs: number
  /** A regular expression for the names of the faults; all of them by default. */
  readonly only?: string
}

/** Something that holds for the whole storm, and what was seen of it. */
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string }

export type StormReport = { readonly faults: readonly FaultReport[]; readonly checks: readonly Check[] }

const BATCH_SIZE = 1_500
const REST_AFTER_CLOSE_MS = 500
const MAX_GROWTH_MB = 32
/** A storm of fewer runs only warms up, and one of some faults alone is uneven: their memory says nothing. */
const RUNS_TO_JUDGE_MEMORY = 60

/** Sends every fault and as many healthy requests through one transport, and judges all that comes of it. */
export async function runStorm(sites: Sites, options: StormOptions): Promise<StormReport> {
  const { seed, runs: runsOfEach, only = '' } = options
  const faults = FAULTS.filter(({ name }) => new RegExp(only).test(name))
  const runs = planRuns(faults, runsOfEach, randomFrom(seed))
  const resourcesBefore = process.getActiveResourcesInfo()
  const unhandled = watchProcess()
  const loopDelay = watchLoopDelay()
  const memory = watchMemory()
  const tallies = new Map([...faults, ...HEALTHY].map((fault) => [fault, createTally(fault, loopDelay)]))
  const transport = createTransport({
    resolve: resolveNames,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    ca: testAuthority(),
  })

  const answers = new Map<string, number>()
  for (let start = 0, batch = 0; start < runs.length; start += BATCH_SIZE, batch += 1) {
    const face: Face = FACES[batch % FACES.length] ?? 'fetchBatch'
    await runBatch(runs.slice(start, start + BATCH_SIZE), sites, transport, face, (settled) => {
      answers.set(settled.run.id, (answers.get(settled.run.id) ?? 0) + 1)
      tallies.get(settled.run.fault)?.add(settled)
    })
  }

  const { firstMb, lastMb } = memory.stop()
  loopDelay.stop()
  await transport.close()
  await sleep(REST_AFTER_CLOSE_MS)
  const residue = residueSince(resourcesBefore)
  const connections = await countConnections(sites)
  unhandled.stop()

  const answeredOnce = runs.filter(({ id }) => answers.get(id) === 1).length
  const check = (name: string, ok: boolean, detail: string): Check => ({ name, ok, detail })
  return {
    faults: Array.from(tallies.values(), (tally) => tally.report()),
    checks: [
      check('every request has exactly one result', answeredOnce === runs.length, `${answeredOnce} of ${runs.length}`),
      check(
        'nothing is unhandled',
        unhandled.complaints.length === 0,
        unhandled.complaints.slice(0, 3).join('; ') || 'nothing',
      ),
      check('close leaves no socket and no timer', residue.length === 0, residue.join(', ') || 'none'),
      check('close leaves no connection at the server', connections === 0, `${connections}`),
      ...(runsOfEach < RUNS_TO_JUDGE_MEMORY || only !== ''
        ? []
        : [
            check(
              `memory grows by at most ${MAX_GROWTH_MB} MB`,
              lastMb <= firstMb + MAX_GROWTH_MB,
              `${Math.round(firstMb)} MB in the first quarter, ${Math.round(lastMb)} MB in the last; event loop late by up to ${Math.round(loopDelay.between(0, performance.now()))} ms`,
            ),
          ]),
    ],
  }
}
