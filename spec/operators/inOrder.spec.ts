import { expect } from 'chai'
import fc from 'fast-check'
import { from, map, Subject } from 'rxjs'
import { inOrder } from '../../src/operators/inOrder.ts'
import { marbles } from '../support/marbles.ts'

const numbered = (value: string) => ({ index: Number(value) })

describe('inOrder', () => {
  const pictures: ReadonlyArray<[source: string, expected: string]> = [
    ['--0-1-2-|', '--0-1-2-|'],
    ['--1-0---2-|', '----(01)2-|'],
    ['--2-1-0-----|', '------(012)-|'],
    ['--1-----|', '--------|'],
  ]
  for (const [source, expected] of pictures)
    it(
      `makes ${expected} of ${source}`,
      marbles(({ cold, expectObservable }) => {
        const ordered$ = cold(source).pipe(
          map(numbered),
          inOrder(() => {}),
          map(({ index }) => `${index}`),
        )
        expectObservable(ordered$).toBe(expected)
      }),
    )

  it('emits in order whatever comes when, and tells how far it has come', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }).chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count })),
        (indexes) => {
          const seen: number[] = []
          let passed = 0
          from(indexes.map((index) => ({ index })))
            .pipe(
              inOrder((next) => {
                expect(next).to.equal(seen.length)
                passed = next
              }),
            )
            .subscribe(({ index }) => seen.push(index))
          expect(seen).to.deep.equal([...indexes].sort((a, b) => a - b))
          expect(passed).to.equal(indexes.length)
        },
      ),
    )
  })

  it('emits in order what comes at once when it tells how far it has come', () => {
    const source$ = new Subject<{ index: number }>()
    const seen: number[] = []
    source$
      .pipe(
        inOrder((next) => {
          if (next < 9) source$.next({ index: next })
        }),
      )
      .subscribe(({ index }) => seen.push(index))
    source$.next({ index: 1 })
    source$.next({ index: 0 })
    expect(seen).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it(
    'ends with its source, whose error is told at once',
    marbles(({ cold, expectObservable }) => {
      const ordered$ = cold('--0-2-#').pipe(
        map(numbered),
        inOrder(() => {}),
        map(({ index }) => `${index}`),
      )
      expectObservable(ordered$).toBe('--0---#')
    }),
  )
})
