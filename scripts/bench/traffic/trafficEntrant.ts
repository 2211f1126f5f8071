import { BENCH } from '../folders.ts'
import { runProgram } from '../measure/runProgram.ts'
import type { Entrant, Figures } from '../Scenario.ts'
import type { ServerRule, ServerSpec } from './ServerSpec.ts'
import { startServer } from './startServer.ts'
import type { TrafficWork } from './TrafficWork.ts'

/** A server that decides by a rule, with what it needs no more than named. */
export const serverBy = (rule: ServerRule, others: Partial<ServerSpec> = {}): ServerSpec => ({
  workMs: 0,
  settlingMs: 0,
  rule,
  ...others,
})

/** Sums up what the servers saw; the first of them alone is judged. */
const describeServer = (seen: Awaited<ReturnType<Awaited<ReturnType<typeof startServer>>['usage']>>): Figures => ({
  serverAttempts: seen.attempts,
  refused: seen.refused,
  refusedLaterShare: seen.laterAttempts === 0 ? 0 : seen.laterRefused / seen.laterAttempts,
})

/** One client in a fresh process against fresh servers, each in a process of its own. */
export const trafficEntrant = (
  name: string,
  servers: readonly ServerSpec[],
  work: Omit<TrafficWork, 'origins' | 'untilFirstOriginEnds'> & Partial<Pick<TrafficWork, 'untilFirstOriginEnds'>>,
): Entrant => ({
  name,
  measure: async () => {
    const started = await Promise.all(servers.map(startServer))
    try {
      const origins = started.map(({ url }) => url)
      const whole: TrafficWork = { untilFirstOriginEnds: false, ...work, origins }
      const figures = await runProgram(process.execPath, [`${BENCH}traffic/runTraffic.ts`, JSON.stringify(whole)])
      const [first] = started
      return { ...figures, ...(first === undefined ? {} : describeServer(await first.usage())) }
    } finally {
      await Promise.all(started.map(({ stop }) => stop()))
    }
  },
})
