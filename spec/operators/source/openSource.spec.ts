import { expect } from 'chai'
import { concat, Observable, of, Subject, throwError } from 'rxjs'
import { openSource } from '../../../src/operators/source/openSource.ts'
import type { RequestSource, Requests } from '../../../src/operators/source/RequestSource.ts'
import { settled, watchedAsyncIterable, watchedIterable } from '../../support/sources.ts'
import { unhandledDuring } from '../../support/unhandledDuring.ts'

const BROKEN = new Error('the source broke')

const throwBroken = (): never => {
  throw BROKEN
}

/** An open source that counts how often it woke its owner. */
const open = <T>(requests: Requests<T>) => {
  let wakes = 0
  const opened: RequestSource<T> = openSource(requests, () => {
    wakes += 1
  })
  return {
    opened,
    get wakes() {
      return wakes
    },
  }
}

/** All that a source has now. */
const drain = <T>(source: RequestSource<T>): T[] => {
  const items: T[] = []
  for (let item = source.pull(); item !== undefined; item = source.pull()) items.push(item.value)
  return items
}

async function* asyncItems<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

describe('openSource', () => {
  describe('of an iterable', () => {
    it('gives its items at the pull, and knows the end only then', () => {
      const { opened, wakes } = open(new Set(['a', undefined]))
      expect(opened.pull()).to.include({ value: 'a' })
      expect(opened.pull()).to.include({ value: undefined })
      expect(opened.done).to.equal(false)
      expect(opened.pull()).to.equal(undefined)
      expect(opened).to.include({ done: true, failure: undefined })
      expect(wakes).to.equal(0)
    })

    it('asks for nothing before the pull and one item each', () => {
      const source = watchedIterable('abc')
      const { opened } = open(source.requests)
      expect(source.pulls).to.equal(0)
      opened.pull()
      expect(source.pulls).to.equal(1)
    })

    it('remembers what it failed with', () => {
      const { opened } = open(
        (function* () {
          yield 'a'
          throw BROKEN
        })(),
      )
      expect(drain(opened)).to.deep.equal(['a'])
      expect(opened).to.deep.include({ done: true, failure: { error: BROKEN } })
    })

    it('remembers that a value could not be read', () => {
      const result = Object.defineProperty({ done: false }, 'value', {
        get() {
          throw BROKEN
        },
      }) as IteratorResult<string>
      const { opened } = open({ [Symbol.iterator]: () => ({ next: () => result }) })
      expect(opened.pull()).to.equal(undefined)
      expect(opened).to.deep.include({ done: true, failure: { error: BROKEN } })
    })

    const endings: ReadonlyArray<[name: string, end: () => Iterable<string>]> = [
      ['yields', () => ['last']],
      ['ends', () => []],
      [
        'throws',
        () => {
          throw BROKEN
        },
      ],
    ]
    for (const [name, end] of endings)
      it(`lets a generator that closes it while it runs, and then ${name}, run its finally once`, () => {
        const log: string[] = []
        let close = (): void => {}
        const { opened } = open(
          (function* () {
            try {
              close()
              log.push('closed')
              yield* end()
              log.push('went on')
            } finally {
              log.push('finally')
            }
          })(),
        )
        close = opened.close
        opened.pull()
        opened.close()
        expect(log.filter((word) => word === 'finally')).to.deep.equal(['finally'])
        expect(log.slice(0, 2)).to.deep.equal(name === 'ends' ? ['closed', 'went on'] : ['closed', 'finally'])
        expect(opened).to.include({ done: true, failure: undefined })
      })

    it('ends its iterator once when it is closed', () => {
      const source = watchedIterable('abc')
      const { opened } = open(source.requests)
      opened.pull()
      opened.close()
      opened.close()
      expect(opened.done).to.equal(true)
      expect(source.returns).to.equal(1)
    })

    it('does not end an iterator that is at its end', () => {
      const source = watchedIterable('')
      const { opened } = open(source.requests)
      opened.pull()
      opened.close()
      expect(source.returns).to.equal(0)
    })

    it('closes an iterator that cannot be ended', () => {
      const bare = { next: () => ({ done: false, value: 'a' }) }
      const stubborn = {
        ...bare,
        return: () => {
          throw BROKEN
        },
      }
      for (const iterator of [bare, stubborn]) {
        const { opened } = open({ [Symbol.iterator]: () => iterator })
        opened.close()
        expect(opened).to.include({ done: true, failure: undefined })
      }
    })
  })

  describe('of an async iterable', () => {
    it('asks at the first pull, and wakes its owner when an item has come', async () => {
      const source = open(asyncItems('a', 'b'))
      expect(source.opened.pull()).to.equal(undefined)
      expect(source.wakes).to.equal(0)
      await settled()
      expect(source.wakes).to.equal(1)
      expect(source.opened.pull()).to.deep.equal({ value: 'a' })
      expect(source.opened.done).to.equal(false)
    })

    it('asks for one item at a time, however often it is pulled', async () => {
      const watched = watchedAsyncIterable('abc')
      const { opened } = open(watched.requests)
      opened.pull()
      opened.pull()
      expect(watched.pulls).to.equal(1)
      await settled()
      expect(watched.pulls).to.equal(1)
      opened.pull()
      expect(watched.pulls).to.equal(1)
      opened.pull()
      expect(watched.pulls).to.equal(2)
      await settled()
    })

    it('wakes its owner at the end', async () => {
      const source = open(asyncItems())
      source.opened.pull()
      await settled()
      expect(source.wakes).to.equal(1)
      expect(source.opened).to.include({ done: true, failure: undefined })
      expect(source.opened.pull()).to.equal(undefined)
    })

    it('remembers a rejection', async () => {
      const source = open({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(BROKEN) }) })
      source.opened.pull()
      await settled()
      expect(source.wakes).to.equal(1)
      expect(source.opened).to.deep.include({ done: true, failure: { error: BROKEN } })
    })

    it('remembers what its next() throws', () => {
      const { opened } = open({
        [Symbol.asyncIterator]: () => ({
          next: () => {
            throw BROKEN
          },
        }),
      })
      expect(opened.pull()).to.equal(undefined)
      expect(opened).to.deep.include({ done: true, failure: { error: BROKEN } })
    })

    it('is not done while an item waits to be pulled', async () => {
      const { opened } = open(asyncItems('a'))
      opened.pull()
      await settled()
      opened.close()
      expect(opened.done).to.equal(false)
      expect(opened.pull()).to.deep.equal({ value: 'a' })
      expect(opened.done).to.equal(true)
    })

    it('remembers that its next() gave something else than a result', async () => {
      const next = () => Promise.resolve(undefined as unknown as IteratorResult<string>)
      const source = open({ [Symbol.asyncIterator]: () => ({ next }) })
      const unhandled = await unhandledDuring(async () => {
        source.opened.pull()
        await settled()
      })
      expect(source.opened.done).to.equal(true)
      expect(source.opened.failure?.error).to.be.instanceOf(TypeError)
      expect([source.wakes, unhandled]).to.deep.equal([1, []])
    })

    it('ends its iterator once when it is closed, and takes no notice of its rejection', async () => {
      const watched = watchedAsyncIterable('abc')
      const unhandled = await unhandledDuring(async () => {
        const { opened } = open(watched.requests)
        opened.close()
        opened.close()
      })
      expect([watched.returns, unhandled]).to.deep.equal([1, []])
    })

    it('takes no notice of what comes after it was closed', async () => {
      const source = open(asyncItems('a'))
      source.opened.pull()
      source.opened.close()
      await settled()
      expect(source.wakes).to.equal(0)
      expect(source.opened.pull()).to.equal(undefined)
      expect(source.opened).to.include({ done: true, failure: undefined })
    })

    it('closes an iterator that cannot be ended', async () => {
      const next = () => Promise.resolve({ done: false, value: 'a' })
      const stubborn = {
        next,
        return: () => {
          throw BROKEN
        },
      }
      for (const iterator of [{ next }, stubborn]) {
        const { opened } = open({ [Symbol.asyncIterator]: () => iterator })
        opened.close()
        await settled()
        expect(opened.done).to.equal(true)
      }
    })

    describe('that answers at once', () => {
      const atOnce = <T>(next: () => IteratorResult<T, undefined>): AsyncIterable<T> => ({
        [Symbol.asyncIterator]: () => ({ next: next as unknown as () => Promise<IteratorResult<T, undefined>> }),
      })

      it('gives its items at the pull, and wakes nobody', async () => {
        const items = ['a', 'b'][Symbol.iterator]()
        const source = open(atOnce(() => items.next() as IteratorResult<string, undefined>))
        expect(drain(source.opened)).to.deep.equal(['a', 'b'])
        expect(source.opened).to.include({ done: true, failure: undefined })
        await settled()
        expect(source.wakes).to.equal(0)
      })

      it('gives what comes later when it has come', async () => {
        const answers = [{ done: false, value: 'a' }, Promise.resolve({ done: false, value: 'b' }), { done: true }]
        const source = open(atOnce(() => answers.shift() as IteratorResult<string, undefined>))
        expect(drain(source.opened)).to.deep.equal(['a'])
        expect(source.opened.pull()).to.equal(undefined)
        await settled()
        expect(source.wakes).to.equal(1)
        expect(drain(source.opened)).to.deep.equal(['b'])
        expect(source.opened.done).to.equal(true)
      })

      it('takes any thenable for a promise', async () => {
        const then = (resolve: (next: IteratorResult<string>) => void): void => resolve({ done: false, value: 'a' })
        const source = open(atOnce(() => ({ then }) as unknown as IteratorResult<string, undefined>))
        expect(source.opened.pull()).to.equal(undefined)
        await settled()
        expect(source.opened.pull()).to.deep.equal({ value: 'a' })
      })

      for (const given of [undefined, null, 5])
        it(`remembers that it gave ${given}`, () => {
          const { opened } = open(atOnce(() => given as never))
          expect(opened.pull()).to.equal(undefined)
          expect(opened.done).to.equal(true)
          expect(opened.failure?.error).to.be.instanceOf(TypeError)
        })

      it('is not heard any more once it has closed its source', () => {
        for (const answer of [() => ({ done: false, value: 'a' }) as const, throwBroken]) {
          const { opened } = open(
            atOnce<string>(() => {
              opened.close()
              return answer()
            }),
          )
          expect(opened.pull()).to.equal(undefined)
          expect(opened).to.include({ done: true, failure: undefined })
        }
      })
    })

    it('is preferred where both kinds of iterating are offered', async () => {
      const both = { [Symbol.iterator]: () => 'sync'[Symbol.iterator](), [Symbol.asyncIterator]: () => asyncItems('a') }
      const { opened } = open(both)
      expect(opened.pull()).to.equal(undefined)
      await settled()
      expect(opened.pull()).to.deep.equal({ value: 'a' })
    })
  })

  describe('of an Observable', () => {
    it('subscribes at once and keeps what came until it is pulled', () => {
      const requests$ = new Subject<string>()
      const source = open(requests$)
      requests$.next('a')
      requests$.next('b')
      expect(source.wakes).to.equal(2)
      expect(drain(source.opened)).to.deep.equal(['a', 'b'])
      expect(source.opened.done).to.equal(false)
    })

    it('is done when the Observable is and nothing waits', () => {
      const source = open(of('a', 'b'))
      expect(source.wakes).to.equal(3)
      expect(source.opened.done).to.equal(false)
      expect(drain(source.opened)).to.deep.equal(['a', 'b'])
      expect(source.opened).to.include({ done: true, failure: undefined })
    })

    it('remembers an error, and gives first what came before it', () => {
      const { opened } = open(
        concat(
          of('a'),
          throwError(() => BROKEN),
        ),
      )
      expect(opened.done).to.equal(false)
      expect(drain(opened)).to.deep.equal(['a'])
      expect(opened).to.deep.include({ done: true, failure: { error: BROKEN } })
    })

    it('unsubscribes when it is closed, and keeps what came', () => {
      let subscribed = 0
      const requests$ = new Observable<string>((subscriber) => {
        subscribed += 1
        subscriber.next('a')
        return () => {
          subscribed -= 1
        }
      })
      const { opened } = open(requests$)
      expect(subscribed).to.equal(1)
      opened.close()
      expect(subscribed).to.equal(0)
      expect(drain(opened)).to.deep.equal(['a'])
      expect(opened.done).to.equal(true)
    })
  })
})
