import { expect } from 'chai'
import fc from 'fast-check'
import { createLanes } from '../../src/operators/lanes.ts'

/** Lanes in which `items` wait, each named by its origin and its place there: `a1`. */
const lanesWith = (perOrigin: number, items: string) => {
  const lanes = createLanes<string>(perOrigin)
  for (const item of items.split(' ')) lanes.add(item.charAt(0), item)
  return lanes
}

const takeAll = (lanes: ReturnType<typeof lanesWith>): string => {
  const taken: string[] = []
  for (let item = lanes.take(); item !== undefined; item = lanes.take()) taken.push(item)
  return taken.join(' ')
}

describe('createLanes', () => {
  const turns: ReadonlyArray<[perOrigin: number, waiting: string, taken: string]> = [
    [1, 'a1 a2 a3', 'a1'],
    [2, 'a1 a2 a3', 'a1 a2'],
    [1, 'a1 a2 b1 c1', 'a1 b1 c1'],
    [2, 'a1 a2 a3 b1 c1', 'a1 b1 c1 a2'],
    [9, 'a1 a2 a3 b1 b2 c1', 'a1 b1 c1 a2 b2 a3'],
  ]
  for (const [perOrigin, waiting, taken] of turns)
    it(`takes ${taken} of ${waiting} with ${perOrigin} per origin`, () => {
      expect(takeAll(lanesWith(perOrigin, waiting))).to.equal(taken)
    })

  it('gives an origin its turn again when it has a free place', () => {
    const lanes = lanesWith(1, 'a1 a2 b1 b2')
    expect(takeAll(lanes)).to.equal('a1 b1')
    lanes.release('b')
    expect(takeAll(lanes)).to.equal('b2')
    lanes.release('a')
    expect(takeAll(lanes)).to.equal('a2')
  })

  it('queues an origin behind those that came before it', () => {
    const lanes = lanesWith(1, 'a1 a2 b1 b2')
    takeAll(lanes)
    lanes.release('b')
    lanes.release('a')
    expect(takeAll(lanes)).to.equal('b2 a2')
  })

  it('counts what waits', () => {
    const lanes = lanesWith(1, 'a1 a2 b1')
    expect(lanes.waiting).to.equal(3)
    takeAll(lanes)
    expect(lanes.waiting).to.equal(1)
  })

  it('takes no notice of a release that it does not expect', () => {
    const lanes = lanesWith(1, 'a1')
    lanes.release('z')
    expect(takeAll(lanes)).to.equal('a1')
  })

  it('gives every item once, in order within its origin, and never more than its places', () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ release: fc.nat() }),
      fc.constant('take' as const),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 60 }), (perOrigin, steps) => {
        const lanes = createLanes<{ origin: string; place: number }>(perOrigin)
        const added = new Map<string, number>()
        const taken = new Map<string, number>()
        const out: string[] = []
        let waiting = 0
        const take = (): boolean => {
          const item = lanes.take()
          if (item === undefined) return false
          expect(item.place).to.equal(taken.get(item.origin) ?? 0)
          taken.set(item.origin, item.place + 1)
          out.push(item.origin)
          waiting -= 1
          expect(out.filter((origin) => origin === item.origin)).to.have.length.at.most(perOrigin)
          return true
        }
        const release = (place: number): void => {
          const [origin] = out.splice(place % out.length, 1)
          if (origin !== undefined) lanes.release(origin)
        }
        for (const one of steps) {
          if (one === 'take') take()
          else if ('release' in one) release(one.release)
          else {
            const place = added.get(one.add) ?? 0
            added.set(one.add, place + 1)
            lanes.add(one.add, { origin: one.add, place })
            waiting += 1
          }
          expect(lanes.waiting).to.equal(waiting)
        }
        while (take() || out.length > 0) release(0)
        expect(taken).to.deep.equal(added)
        expect(lanes.waiting).to.equal(0)
      }),
    )
  })
})
