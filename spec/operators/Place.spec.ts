import { expect } from 'chai'
import { Place, type PlaceKeeper, type Wait } from '../../src/operators/Place.ts'
import { groupOf } from '../support/groups.ts'

const NEVER_BY_ITSELF = Number.POSITIVE_INFINITY

/** A place in a group that takes one at a time, and what its keeper was told. */
function placed() {
  const told: string[] = []
  const held: Wait[] = []
  const group = groupOf({ perOrigin: 1 })
  const keeper: PlaceKeeper = {
    nowMs: () => 40,
    give: (_, hadSlot) => told.push(`give ${hadSlot ? 'with' : 'without'} slot`),
    hold(wait) {
      held.push(wait)
      told.push(`hold until ${wait.fromMs}`)
    },
    beside: (other) => new Place(keeper, other, false),
    forget: () => told.push('forget'),
  }
  return { place: new Place(keeper, group, true), group, told, held }
}

describe('Place', () => {
  it('tells its group when an attempt begins and ends', () => {
    const { place, group } = placed()
    place.began()
    expect(group.opensAtMs(40)).to.equal(NEVER_BY_ITSELF)
    place.ended('clean', 200)
    expect(group.opensAtMs(40)).to.equal(40)
  })

  it('ends an attempt once: what is told of it later does not count', () => {
    const { place, group } = placed()
    place.began()
    place.ended('clean', 200)
    place.ended('overloaded', 429, { retryAfterMs: 1_000 })
    place.release()
    expect(group.opensAtMs(40)).to.equal(40)
  })

  it('ends what is under way when it is released, and gives its slot back once', () => {
    const { place, group, told } = placed()
    place.hasSlot = true
    place.began()
    place.release()
    expect(group.opensAtMs(40)).to.equal(40)
    expect([told, place.hasSlot]).to.deep.equal([['give with slot'], false])
  })

  it('waits for its next attempt until it is called, or its subscriber leaves', () => {
    const { place, told, held } = placed()
    const seen: string[] = []
    const watch = (name: string) =>
      place
        .again(25, () => {})
        .subscribe({ next: () => seen.push(name), complete: () => seen.push(`${name} complete`) })
    watch('called')
    held[0]?.subscriber.next()
    held[0]?.subscriber.complete()
    watch('left').unsubscribe()
    expect(seen).to.deep.equal(['called', 'called complete'])
    expect(told).to.deep.equal(['hold until 65', 'forget', 'hold until 65', 'forget'])
  })

  it('earns its group no retry by another attempt, nor by one beside it', () => {
    const { place, group } = placed()
    while (group.drawRetry());
    for (const next of [place, place, place, place.beside(), place.beside()]) {
      next.began()
      next.ended('clean', 200)
    }
    expect(group.memory.retryTokens).to.be.closeTo(0.2, 0.001)
  })
})
