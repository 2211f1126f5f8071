import { expect } from 'chai'
import type { Step } from '../src/domain/Step.ts'
import { tellWaiting } from '../src/tellWaiting.ts'

const NAMES = { index: 3, url: 'https://a.example/' }
const WAITING = { type: 'waiting', ...NAMES, attempt: 2, reason: 'rate' }

describe('tellWaiting', () => {
  const rows: ReadonlyArray<[name: string, untilMs: number | undefined, step: object]> = [
    ['until when, as wall time', 40.4, { ...WAITING, untilMs: 1_030 }],
    ['no time that nobody knows', undefined, WAITING],
    ['no time where only the end of another attempt can tell', Number.POSITIVE_INFINITY, WAITING],
  ]
  for (const [name, untilMs, step] of rows)
    it(`tells ${name}`, () => {
      const steps: Step[] = []
      const clocks = { nowMs: () => 10, wallMs: () => 1_000, tell: (told: Step): void => void steps.push(told) }
      tellWaiting(clocks, NAMES, 2, 'rate', untilMs)
      expect(steps).to.deep.equal([step])
    })

  it('asks no clock where nobody listens', () => {
    const never = (): never => {
      throw new Error('asked')
    }
    tellWaiting({ tell: undefined, nowMs: never, wallMs: never }, NAMES, 1, 'slot', 5)
  })
})
