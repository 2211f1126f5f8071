import type { ServerWords } from '../../src/domain/words/serverWords.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { Group } from '../../src/traffic/Group.ts'
import type { AttemptEnd } from '../../src/traffic/Rule.ts'
import type { TrafficPolicy } from '../../src/traffic/TrafficPolicy.ts'
import { TRAFFIC_POLICY } from './trafficPolicy.ts'

/** A group of its own traffic under a policy, or another batch's group of the same traffic. */
export const groupOf = (policy: Partial<TrafficPolicy>, traffic = createTraffic()): Group =>
  new Group(traffic.enter('a'), { ...TRAFFIC_POLICY, ...policy })

/** How an attempt ended. */
export const end = (number: number, status: number, words: ServerWords = {}): AttemptEnd => ({
  number,
  health: status === 429 || status === 503 ? 'overloaded' : 'clean',
  status,
  ...words,
})

/** When each of so many attempts starts that all want to as soon as they may, in ms. */
export function startsOf(group: Group, count: number, fromMs = 0): number[] {
  const starts: number[] = []
  for (let nowMs = fromMs; starts.length < count; ) {
    const opensAtMs = group.opensAtMs(nowMs)
    if (opensAtMs > nowMs) nowMs = opensAtMs
    else {
      group.began(nowMs, true)
      starts.push(nowMs)
    }
  }
  return starts
}
