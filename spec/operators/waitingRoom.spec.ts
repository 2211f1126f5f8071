import { expect } from 'chai'
import { Subscriber } from 'rxjs'
import { toRates } from '../../src/domain/Rate.ts'
import { Place, type PlaceKeeper, type Wait } from '../../src/operators/Place.ts'
import { createWaitingRoom, MAX_WAITING } from '../../src/operators/waitingRoom.ts'
import type { Group } from '../../src/traffic/Group.ts'
import { groupOf } from '../support/groups.ts'

const NEVER_BY_ITSELF = Number.POSITIVE_INFINITY

const KEEPER: PlaceKeeper = {
  nowMs: () => 0,
  give: () => {},
  hold: () => {},
  beside: (group) => new Place(KEEPER, group, false),
  forget: () => {},
}

type Named = Wait & { readonly name: string }

/** A room, and its waits by name: each comes with a slot, as one does whose attempt has failed. */
function room(isSlotFree = true) {
  const waits = createWaitingRoom(() => isSlotFree)
  const told: string[] = []
  const enter = (name: string, fromMs: number, group: Group = groupOf({})): Named => {
    const place = new Place(KEEPER, group, false)
    place.hasSlot = true
    const wait = {
      name,
      place,
      fromMs,
      subscriber: new Subscriber<void>(),
      heldBack: (reason: string, untilMs: number | undefined) =>
        told.push(`${name}: ${reason} ${untilMs ?? ''}`.trim()),
    }
    waits.add(wait)
    return wait
  }
  const nameOf = (wait: Wait | undefined) => (wait as Named | undefined)?.name
  return { waits, told, enter, taken: (nowMs: number) => nameOf(waits.take(nowMs)), nameOf }
}

describe('createWaitingRoom', () => {
  it('gives none before its time, and takes its slot meanwhile', () => {
    const { waits, enter, taken } = room()
    const wait = enter('a', 50)
    expect([wait.place.hasSlot, waits.opensAtMs]).to.deep.equal([false, 50])
    waits.awaken(49)
    expect(taken(49)).to.equal(undefined)
    waits.awaken(50)
    expect([taken(50), taken(50), waits.opensAtMs]).to.deep.equal(['a', undefined, NEVER_BY_ITSELF])
  })

  it('is empty but for those that have not been taken and have not left', () => {
    const { waits, enter, taken } = room()
    const seen = [waits.isEmpty]
    const [early, late] = [enter('early', 0), enter('late', 50), enter('taken', 0)]
    seen.push(waits.isEmpty)
    waits.awaken(0)
    for (const { subscriber } of [early, late]) subscriber.unsubscribe()
    expect([taken(0), taken(0)]).to.deep.equal(['taken', undefined])
    seen.push(waits.isEmpty)
    waits.awaken(50)
    expect([...seen, waits.isEmpty]).to.deep.equal([true, false, false, true])
  })

  it('gives those that are due turns by their groups', () => {
    const { waits, enter, taken } = room()
    const [one, other] = [groupOf({}), groupOf({})]
    enter('one 1', 1, one)
    enter('one 2', 2, one)
    enter('other 1', 3, other)
    waits.awaken(9)
    expect([taken(9), taken(9), taken(9)]).to.deep.equal(['one 1', 'other 1', 'one 2'])
  })

  it('keeps one whose group is closed until that opens', () => {
    const { waits, told, enter, taken } = room()
    const group = groupOf({ rates: toRates('1/s') })
    group.began(10, true)
    enter('a', 20, group)
    waits.awaken(20)
    expect([taken(20), waits.opensAtMs, told]).to.deep.equal([undefined, 1_010, ['a: rate 1010']])
    waits.awaken(1_010)
    expect(taken(1_010)).to.equal('a')
  })

  it('says where one waits for a slot alone', () => {
    const { waits, told, enter } = room(false)
    enter('a', 20)
    waits.awaken(20)
    expect(told).to.deep.equal(['a: slot'])
  })

  it('looks again at a group that the end of another attempt has opened', () => {
    const { waits, enter, taken } = room()
    const group = groupOf({ perOrigin: 1 })
    const number = group.began(0, true)
    enter('a', 5, group)
    waits.awaken(5)
    expect([taken(5), waits.opensAtMs]).to.deep.equal([undefined, NEVER_BY_ITSELF])
    group.ended(6, { number, health: 'clean' })
    waits.reconsider(group)
    expect(taken(6)).to.equal('a')
  })

  it('passes over those that have left, before their time or after it', () => {
    const { waits, enter, taken } = room()
    const group = groupOf({})
    const [early, late] = [enter('early', 1, group), enter('late', 2, group)]
    enter('stays', 3, group)
    early.subscriber.unsubscribe()
    waits.awaken(9)
    late.subscriber.unsubscribe()
    expect(taken(9)).to.equal('stays')
  })

  it('leaves those beyond its places their slots, and gives one of them back its place', () => {
    const { waits, enter, taken, nameOf } = room()
    const kept = Array.from({ length: MAX_WAITING }, (_, place) => enter(`${place}`, 1_000))
    const beyond = enter('beyond', 5)
    expect(kept.some(({ place }) => place.hasSlot)).to.equal(false)
    expect(beyond.place.hasSlot).to.equal(true)
    waits.awaken(5)
    expect([taken(5), nameOf(waits.takeWithSlot(5))]).to.deep.equal([undefined, 'beyond'])
    for (const wait of kept.slice(0, 1)) waits.forget(wait)
    expect(enter('next', 5).place.hasSlot).to.equal(false)
  })
})
