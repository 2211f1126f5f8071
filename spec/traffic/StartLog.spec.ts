import { expect } from 'chai'
import { StartLog } from '../../src/traffic/StartLog.ts'

const log = (requests: number, perMs: number, times: readonly number[]): StartLog => {
  const starts = new StartLog()
  starts.reserve(requests, perMs)
  for (const time of times) starts.add(time)
  return starts
}
const known = (starts: StartLog): ReadonlyArray<number | undefined> =>
  Array.from({ length: starts.count + 1 }, (_, number) => starts.at(number))

describe('StartLog', () => {
  it('keeps as many of the last starts as it was asked to', () => {
    expect(known(log(3, 100, [10, 20]))).to.deep.equal([10, 20, undefined])
    expect(known(log(3, 100, [10, 20, 30, 40, 50]))).to.deep.equal([undefined, undefined, 30, 40, 50, undefined])
    expect(log(3, 100, []).at(-1)).to.equal(undefined)
  })

  it('keeps their numbers where a larger rate asks for more', () => {
    const starts = log(2, 100, [10, 20, 30])
    starts.reserve(4, 100)
    expect(known(starts)).to.deep.equal([undefined, 20, 30, undefined])
    for (const time of [40, 50, 60]) starts.add(time)
    expect(known(starts)).to.deep.equal([undefined, undefined, 30, 40, 50, 60, undefined])
  })

  it('keeps what it has where a smaller one asks', () => {
    const starts = log(3, 100, [10, 20, 30])
    starts.reserve(1, 5)
    expect(known(starts)).to.deep.equal([10, 20, 30, undefined])
  })

  it('is over when the last start has left the longest window', () => {
    const starts = log(3, 100, [10, 20])
    starts.reserve(1, 50)
    expect([starts.isOver(119), starts.isOver(120)]).to.deep.equal([false, true])
    expect(log(3, 100, []).isOver(0)).to.equal(true)
  })
})
