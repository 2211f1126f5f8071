import { expect } from 'chai'
import { defer, finalize, of, Subject } from 'rxjs'
import { reuse } from '../../src/operators/reuse.ts'

const NOTHING = () => {}

/** What is built, counted, and told of the item whose turn it is. */
const counted = () => {
  const built = { count: 0 }
  const fetch = reuse<Subject<string>, string>((current) => {
    built.count += 1
    return defer(() => current())
  }, NOTHING)
  return { built, fetch }
}

describe('reuse', () => {
  it('builds once for items that come one after the other', () => {
    let built = 0
    const double = reuse<number, number>((current) => {
      built += 1
      return defer(() => of(current() * 2))
    }, NOTHING)
    const results: number[] = []
    for (const item of [1, 2, 3]) double(item).subscribe((result) => results.push(result))
    expect(results).to.deep.equal([2, 4, 6])
    expect(built).to.equal(1)
  })

  it('builds once for each item that is under way, and each keeps to its own', () => {
    const { built, fetch } = counted()
    const [one, two] = [new Subject<string>(), new Subject<string>()]
    const results: string[] = []
    fetch(one).subscribe((result) => results.push(result))
    fetch(two).subscribe((result) => results.push(result))
    two.next('two')
    one.next('one')
    expect(results).to.deep.equal(['two', 'one'])
    expect(built.count).to.equal(2)
  })

  it('uses again what has errored and what was unsubscribed from', () => {
    const { built, fetch } = counted()
    const failing = new Subject<string>()
    fetch(failing).subscribe({ error: () => {} })
    failing.error(new Error('broken'))
    fetch(new Subject()).subscribe().unsubscribe()
    fetch(new Subject()).subscribe().unsubscribe()
    expect(built.count).to.equal(1)
  })

  it('tells whose turn it was to what is built, and then who has ended, which may start the next', () => {
    const ended: Array<readonly [what: string, item: number]> = []
    const starts = new Subject<number>()
    const fetch = reuse<number, number>(
      (current) => defer(() => of(current())).pipe(finalize(() => ended.push(['built', current()]))),
      (item) => {
        if (item < 3) starts.next(item + 1)
        ended.push(['whole', item])
      },
    )
    starts.subscribe((item) => fetch(item).subscribe())
    starts.next(1)
    expect(ended).to.deep.equal([
      ['built', 1],
      ['built', 2],
      ['built', 3],
      ['whole', 3],
      ['whole', 2],
      ['whole', 1],
    ])
  })
})
