import { expect } from 'chai'
import fc from 'fast-check'
import { createLanes } from '../../src/operators/lanes.ts'
import type { Group } from '../../src/traffic/Group.ts'

/** A group of which only matters when it opens. */
type Door = { opens: number }
const asGroup = (door: Door): Group => ({ opensAtMs: () => door.opens }) as unknown as Group

const NEVER = Number.POSITIVE_INFINITY

/** Lanes in which `items` wait, each named by its group and its place there: `a1`. */
function lanesWith(items: string, opens: Readonly<Record<string, number>> = {}) {
  const lanes = createLanes<string>()
  const doors: Record<string, Door> = {}
  const groups: Record<string, Group> = {}
  for (const item of items.split(' ')) {
    const name = item.charAt(0)
    const door = doors[name] ?? { opens: opens[name] ?? 0 }
    doors[name] = door
    groups[name] ??= asGroup(door)
    lanes.add(groups[name], item)
  }
  const takeAll = (nowMs: number): string => {
    const taken: string[] = []
    for (let item = lanes.take(nowMs); item !== undefined; item = lanes.take(nowMs)) taken.push(item)
    return taken.join(' ')
  }
  const open = (name: string, atMs = 0): void => {
    const [door, group] = [doors[name], groups[name]]
    if (door === undefined || group === undefined) return
    door.opens = atMs
    lanes.reconsider(group)
  }
  return { lanes, takeAll, open }
}

describe('createLanes', () => {
  const turns: ReadonlyArray<[waiting: string, opens: Readonly<Record<string, number>>, taken: string]> = [
    ['a1 a2 a3', {}, 'a1 a2 a3'],
    ['a1 a2 b1 c1', {}, 'a1 b1 c1 a2'],
    ['a1 a2 a3 b1 b2 c1', {}, 'a1 b1 c1 a2 b2 a3'],
    ['a1 a2 b1 c1', { a: 9 }, 'b1 c1'],
    ['a1 a2 b1 c1', { b: NEVER }, 'a1 c1 a2'],
  ]
  for (const [waiting, opens, taken] of turns)
    it(`takes ${taken} of ${waiting} where groups open at ${JSON.stringify(opens)}`, () => {
      expect(lanesWith(waiting, opens).takeAll(0)).to.equal(taken)
    })

  it('gives a group its turn again once something has happened to it', () => {
    const { takeAll, open } = lanesWith('a1 a2 b1', { a: NEVER, b: NEVER })
    expect(takeAll(0)).to.equal('')
    open('b')
    open('a')
    expect(takeAll(0)).to.equal('b1 a1 a2')
  })

  it('wakes groups when their time has come, and tells when that is', () => {
    const { lanes, takeAll } = lanesWith('a1 b1 c1', { a: 5, b: 3, c: NEVER })
    expect([takeAll(0), lanes.opensAtMs]).to.deep.equal(['', 3])
    lanes.awaken(3)
    expect([takeAll(3), lanes.opensAtMs]).to.deep.equal(['b1', 5])
    lanes.awaken(4)
    expect(takeAll(4)).to.equal('')
    lanes.awaken(5)
    expect([takeAll(5), lanes.opensAtMs, lanes.waiting]).to.deep.equal(['a1', NEVER, 1])
  })

  it('looks again on waking: a group may have been closed for longer', () => {
    const { lanes, takeAll, open } = lanesWith('a1', { a: 5 })
    takeAll(0)
    open('a', 9)
    lanes.awaken(5)
    expect([takeAll(5), lanes.opensAtMs]).to.deep.equal(['', 9])
    lanes.awaken(9)
    expect(takeAll(9)).to.equal('a1')
  })

  it('counts what waits, and knows whose', () => {
    const { lanes, takeAll } = lanesWith('a1 a2 b1', { a: 9 })
    expect(lanes.waiting).to.equal(3)
    takeAll(0)
    expect(lanes.waiting).to.equal(2)
  })

  it('hands over all that waits', () => {
    const { lanes, takeAll } = lanesWith('a1 a2 b1', { a: 9 })
    expect([...lanes.takeAll()].sort()).to.deep.equal(['a1', 'a2', 'b1'])
    expect([lanes.waiting, takeAll(99)]).to.deep.equal([0, ''])
  })

  it('gives every item once, in order within its group, and only while that is open', () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ set: fc.constantFrom('a', 'b', 'c'), opens: fc.oneof(fc.nat({ max: 30 }), fc.constant(NEVER)) }),
      fc.constant('take' as const),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lanes = createLanes<{ name: string; place: number }>()
        const doors: Record<string, Door> = { a: { opens: 0 }, b: { opens: 0 }, c: { opens: 0 } }
        const groups = Object.fromEntries(Object.entries(doors).map(([name, door]) => [name, asGroup(door)]))
        const added = new Map<string, number>()
        const taken = new Map<string, number>()
        let waiting = 0
        const take = (nowMs: number): boolean => {
          lanes.awaken(nowMs)
          const item = lanes.take(nowMs)
          if (item === undefined) return false
          expect(doors[item.name]?.opens).to.be.at.most(nowMs)
          expect(item.place).to.equal(taken.get(item.name) ?? 0)
          taken.set(item.name, item.place + 1)
          waiting -= 1
          return true
        }
        for (const [nowMs, one] of steps.entries()) {
          if (one === 'take') take(nowMs)
          else if ('add' in one) {
            const place = added.get(one.add) ?? 0
            added.set(one.add, place + 1)
            lanes.add(groups[one.add] as Group, { name: one.add, place })
            waiting += 1
          } else {
            Object.assign(doors[one.set] as Door, { opens: one.opens })
            lanes.reconsider(groups[one.set] as Group)
          }
          expect(lanes.waiting).to.equal(waiting)
        }
        for (const [name, door] of Object.entries(doors)) {
          door.opens = 0
          lanes.reconsider(groups[name] as Group)
        }
        while (take(99));
        expect(taken).to.deep.equal(added)
      }),
    )
  })
})
