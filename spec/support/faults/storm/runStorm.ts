import { FAULTS } from '../faults.ts'
import { countConnections } from '../server/control.ts'
import type { Sites } from '../server/sites.ts'
import { sleep } from '../sleep.ts'
import { HEALTHY } from '../table/healthy.ts'
import type { Check } from './Check.ts'
import { createStormTransport } from './createStormTransport.ts'
import { judgeMemory } from './judgeMemory.ts'
import { watchLoopDelay } from './loopDelay.ts'
import { planRuns } from './planRuns.ts'
import { randomFrom } from './random.ts'
import { reachableBytes } from './reachableBytes.ts'
import { residueSince } from './residue.ts'
import { FACES, type Face, runBatch } from './runBatch.ts'
import { createTally, type FaultReport } from './Tally.ts'
import { watchProcess } from './watchProcess.ts'

export type StormOptions = {
  readonly seed: number
  /** How often each fault is met, at least. */
  readonly runs: number
  /** A regular expression for the names of the faults; all of them by default. */
  readonly only?: string
  /** How many requests make a batch; memory is looked at after each. */
  readonly batchSize?: number
  /** How many bytes to keep of every request, to see that a leak is found; none by default. */
  readonly leakBytes?: number
}

/** What became of each fault, and what holds for the whole storm. */
export type StormReport = { readonly faults: readonly FaultReport[]; readonly checks: readonly Check[] }

const BATCH_SIZE = 1_500
const REST_AFTER_CLOSE_MS = 500
/** Fewer batches only warm up. */
const BATCHES_TO_JUDGE_MEMORY = 8

/** Sends every fault and as many healthy requests through one transport, and judges all that comes of it. */
export async function runStorm(sites: Sites, options: StormOptions): Promise<StormReport> {
  const { seed, runs: runsOfEach, only = '', batchSize = BATCH_SIZE, leakBytes = 0 } = options
  const faults = FAULTS.filter(({ name }) => new RegExp(only).test(name))
  const runs = planRuns(faults, runsOfEach, randomFrom(seed))
  const resourcesBefore = process.getActiveResourcesInfo()
  const unhandled = watchProcess()
  const loopDelay = watchLoopDelay()
  const runsOf = Map.groupBy(runs, ({ fault }) => fault)
  const tallies = new Map(
    [...faults, ...HEALTHY].map((fault) => [fault, createTally(fault, runsOf.get(fault)?.length ?? 0, loopDelay)]),
  )
  const transport = createStormTransport()

  const answers = new Map(runs.map(({ id }) => [id, 0])) // all of them now: later it must not grow
  const leaked: Uint8Array[] = []
  const reachable: number[] = []
  for (let start = 0, batch = 0; start < runs.length; start += batchSize, batch += 1) {
    const face: Face = FACES[batch % FACES.length] ?? 'fetchBatch'
    await runBatch(runs.slice(start, start + batchSize), sites, transport, face, (settled) => {
      answers.set(settled.run.id, (answers.get(settled.run.id) ?? 0) + 1)
      tallies.get(settled.run.fault)?.add(settled)
      if (leakBytes > 0) leaked.push(new Uint8Array(leakBytes))
    })
    reachable.push(await reachableBytes())
  }

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
      ...(reachable.length < BATCHES_TO_JUDGE_MEMORY ? [] : [judgeMemory(reachable, batchSize)]),
    ],
  }
}
