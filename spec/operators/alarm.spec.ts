import { expect } from 'chai'
import { VirtualTimeScheduler } from 'rxjs'
import { type Alarm, createAlarm } from '../../src/operators/alarm.ts'

const NEVER = Number.POSITIVE_INFINITY

/** When an alarm rings that is set at those times: `[at, to]`. */
function rings(settings: ReadonlyArray<readonly [atMs: number, toMs: number]>, onRing = (_: Alarm, __: number) => {}) {
  const scheduler = new VirtualTimeScheduler()
  const rung: number[] = []
  const nowMs = () => scheduler.now()
  const alarm = createAlarm(scheduler, nowMs, () => {
    rung.push(scheduler.now())
    onRing(alarm, scheduler.now())
  })
  for (const [atMs, toMs] of settings) scheduler.schedule(() => alarm.set(toMs), atMs)
  scheduler.flush()
  return { rung, left: scheduler.actions.length }
}

describe('createAlarm', () => {
  const cases: ReadonlyArray<[name: string, settings: ReadonlyArray<readonly [number, number]>, rung: number[]]> = [
    ['once, at the time that it is set to', [[0, 50]], [50]],
    [
      'at an earlier time that it is set to later',
      [
        [0, 50],
        [10, 20],
      ],
      [20],
    ],
    [
      'at a later one',
      [
        [0, 50],
        [10, 90],
      ],
      [90],
    ],
    [
      'once where it is set to the same again',
      [
        [0, 50],
        [10, 50],
        [20, 50],
      ],
      [50],
    ],
    [
      'not where it is turned off',
      [
        [0, 50],
        [10, NEVER],
      ],
      [],
    ],
    ['at once for a time that is over', [[30, 20]], [30]],
    [
      'again for the time that it has rung at before',
      [
        [0, 50],
        [60, 50],
      ],
      [50, 60],
    ],
  ]
  for (const [name, settings, rung] of cases)
    it(`rings ${name}`, () => {
      expect(rings(settings)).to.deep.equal({ rung, left: 0 })
    })

  it('can be set as it rings', () => {
    expect(rings([[0, 5]], (alarm, nowMs) => alarm.set(nowMs < 15 ? nowMs + 5 : NEVER)).rung).to.deep.equal([5, 10, 15])
  })
})
