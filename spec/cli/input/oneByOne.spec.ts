import { Readable } from 'node:stream'
import { expect } from 'chai'
import { oneByOne } from '../../../src/cli/input/oneByOne.ts'

async function* watched(groups: ReadonlyArray<Iterable<string>>, atEnd: () => void): AsyncGenerator<Iterable<string>> {
  try {
    yield* groups
  } finally {
    atEnd()
  }
}

const groupsOf = (groups: ReadonlyArray<Iterable<string>>): AsyncGenerator<Iterable<string>> =>
  watched(groups, () => {})

const double = (text: string): string => text + text

describe('oneByOne', () => {
  it('gives what is made of all items in their order, also past empty groups', async () => {
    const groups = groupsOf([[], ['a', 'b'], [], [], new Set(['c']), []])
    expect(await Readable.from(oneByOne(groups, double)).toArray()).to.deep.equal(['aa', 'bb', 'cc'])
  })

  it('gives the items of a group at once, and waits for the next group', async () => {
    const iterator = oneByOne(groupsOf([['a', 'b'], ['c']]), double)[Symbol.asyncIterator]()
    const first = iterator.next()
    expect(first).to.be.a('promise')
    expect(await first).to.deep.equal({ done: false, value: 'aa' })
    expect(iterator.next()).to.deep.equal({ done: false, value: 'bb' })
    const last = iterator.next()
    expect(last).to.be.a('promise')
    expect(await last).to.deep.equal({ done: false, value: 'cc' })
    expect(await iterator.next()).to.deep.equal({ done: true, value: undefined })
  })

  it('takes an item only when it is asked for', async () => {
    const taken: string[] = []
    const iterator = oneByOne(groupsOf([['a', 'b']]), (item) => taken.push(item))[Symbol.asyncIterator]()
    expect(taken).to.deep.equal([])
    await iterator.next()
    expect(taken).to.deep.equal(['a'])
  })

  it('rejects with what a group or its taker throws, and ends the groups', async () => {
    const BROKEN = new Error('broken')
    const fail = (): never => {
      throw BROKEN
    }
    function* failing(): Generator<string> {
      yield fail()
    }
    for (const [group, take] of [[failing(), double] as const, [['a'], fail] as const]) {
      let ended = false
      const groups = watched([group], () => {
        ended = true
      })
      const error: unknown = await Promise.resolve(oneByOne(groups, take)[Symbol.asyncIterator]().next()).catch(
        (e) => e,
      )
      expect([error, ended]).to.deep.equal([BROKEN, true])
    }
  })

  it('ends its groups when it is left', async () => {
    let ended = false
    const groups = watched([['a', 'b']], () => {
      ended = true
    })
    for await (const item of oneByOne(groups, double)) {
      expect(item).to.equal('aa')
      break
    }
    expect(ended).to.equal(true)
  })
})
