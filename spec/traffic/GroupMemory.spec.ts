import { expect } from 'chai'
import { GroupMemory, RETRY_TOKENS } from '../../src/traffic/GroupMemory.ts'
import { Latencies } from '../../src/traffic/Latencies.ts'
import { StartLog } from '../../src/traffic/StartLog.ts'

const NOW_MS = 1_000

/** The starts of a group under a rate of ten in a second, the last of them then. */
const startsAt = (lastMs: number): StartLog => {
  const starts = new StartLog()
  starts.reserve(10, 1_000)
  starts.add(lastMs)
  return starts
}
const until = (untilMs: number, probe?: number) => ({ toldAtMs: 0, untilMs, probe })
const memoryWith = (over: Partial<GroupMemory>): GroupMemory => Object.assign(new GroupMemory('a'), over)

describe('GroupMemory', () => {
  const table: ReadonlyArray<[what: string, over: Partial<GroupMemory>, isBound: boolean, isBlank: boolean]> = [
    ['nothing has happened', {}, false, true],
    ['attempts went well', { begun: 7, halvedBy: 3 }, false, true],
    ['batches use it', { users: 2 }, false, true],
    ['a cooldown lasts', { cooldown: until(NOW_MS + 1) }, true, false],
    ['a cooldown is over', { cooldown: until(NOW_MS) }, false, true],
    ['a quota lasts', { quota: { ...until(NOW_MS + 1), remaining: 5, toldBy: 1 } }, true, false],
    ['a quota is over', { quota: { ...until(NOW_MS), remaining: 0, toldBy: 1 } }, false, true],
    ['a rate still counts a start', { starts: startsAt(1) }, true, false],
    ['a rate counts none any more', { starts: startsAt(0) }, false, true],
    ['there was a 503', { unavailable: 1 }, false, false],
    ['a retry was drawn', { retryTokens: RETRY_TOKENS - 1 }, false, false],
    ['its limit was halved', { adaptedLimit: 10 }, false, false],
    ['its latencies are asked for', { latencies: new Latencies() }, false, false],
  ]
  for (const [what, over, isBound, isBlank] of table)
    it(`is ${isBound ? 'bound' : 'not bound'} and ${isBlank ? 'blank' : 'not blank'} where ${what}`, () => {
      const memory = memoryWith(over)
      expect([memory.isBound(NOW_MS), memory.isBlank(NOW_MS)]).to.deep.equal([isBound, isBlank])
    })

  const probes: ReadonlyArray<[what: string, over: Partial<GroupMemory>, isProbe: boolean]> = [
    ['nothing is closed', {}, false],
    ['a cooldown has no probe', { cooldown: until(NOW_MS) }, false],
    ['it probes the cooldown', { cooldown: until(NOW_MS, 3) }, true],
    ['it probes the quota', { quota: { ...until(NOW_MS, 3), remaining: 0, toldBy: 1 } }, true],
    ['another does', { cooldown: until(NOW_MS, 4) }, false],
  ]
  for (const [what, over, isProbe] of probes)
    it(`takes an attempt for ${isProbe ? 'the' : 'no'} probe where ${what}`, () => {
      expect(memoryWith(over).isProbe(3)).to.equal(isProbe)
    })
})
