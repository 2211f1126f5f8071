import { expect } from 'chai'
import { type Closure, closureOpensAtMs, isClosed } from '../../src/traffic/closure.ts'

const closure = (untilMs: number, probe?: number): Closure => ({ toldAtMs: 100, untilMs, probe })

describe('isClosed', () => {
  it('holds until the time has come', () => {
    expect([299, 300, 301].map((nowMs) => isClosed(closure(300), nowMs))).to.deep.equal([true, false, false])
    expect(isClosed(undefined, 0)).to.equal(false)
  })
})

describe('closureOpensAtMs', () => {
  const cases: ReadonlyArray<[name: string, closure: Closure, opensAtMs: number]> = [
    ['its end where that may be waited for', closure(150), 150],
    ['its end where that is just as long', closure(160), 160],
    ['as long as may be waited where it is longer', closure(5_000), 160],
    ['nothing by time while a probe is under way', closure(5_000, 7), Number.POSITIVE_INFINITY],
    ['its end where it needs no probe', closure(150, 7), 150],
  ]
  for (const [name, told, opensAtMs] of cases)
    it(`is ${name}`, () => {
      expect(closureOpensAtMs(told, 60)).to.equal(opensAtMs)
    })
})
