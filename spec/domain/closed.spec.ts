import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { closed, listOf, open, recordOf } from '../../src/domain/closed.ts'
import { describeIssues } from '../../src/domain/describeIssues.ts'

const issuesOf = (codec: t.Mixed, value: unknown) => {
  const decoded = codec.decode(value)
  return E.isLeft(decoded) ? describeIssues(decoded.left) : []
}

describe('closed', () => {
  const Person = closed('Person', { name: t.string }, { age: t.number, note: t.unknown })

  const accepted: readonly unknown[] = [
    { name: 'Ada' },
    { name: 'Ada', age: 36 },
    { name: 'Ada', age: undefined },
    { name: 'Ada', note: null },
    { name: 'Ada', unheardOf: undefined },
    Object.assign(Object.create(null), { name: 'Ada' }),
  ]
  for (const value of accepted)
    it(`accepts ${JSON.stringify(value)}`, () => {
      expect(Person.decode(value)).to.deep.equal(E.right(value))
      expect(Person.is(value)).to.equal(true)
    })

  const refused: ReadonlyArray<[unknown, Array<{ path: string; expected: string; got: unknown }>]> = [
    [{}, [{ path: 'name', expected: 'string', got: 'nothing' }]],
    [{ name: undefined }, [{ path: 'name', expected: 'string', got: 'nothing' }]],
    [{ name: 1 }, [{ path: 'name', expected: 'string', got: 1 }]],
    [{ name: 'Ada', age: null }, [{ path: 'age', expected: 'number', got: null }]],
    [{ name: 'Ada', aeg: 36 }, [{ path: 'aeg', expected: 'no such field', got: 36 }]],
    [JSON.parse('{ "name": "Ada", "__proto__": 1 }'), [{ path: '__proto__', expected: 'no such field', got: 1 }]],
    [{ name: 'Ada', constructor: 1 }, [{ path: 'constructor', expected: 'no such field', got: 1 }]],
    [
      { age: '36', aeg: 36 },
      [
        { path: 'name', expected: 'string', got: 'nothing' },
        { path: 'age', expected: 'number', got: '36' },
        { path: 'aeg', expected: 'no such field', got: 36 },
      ],
    ],
    [null, [{ path: '', expected: 'Person', got: null }]],
    [['Ada'], [{ path: '', expected: 'Person', got: 'an array of 1' }]],
    ['Ada', [{ path: '', expected: 'Person', got: 'Ada' }]],
  ]
  for (const [value, issues] of refused)
    it(`refuses ${JSON.stringify(value)} with every issue at its path`, () => {
      expect(issuesOf(Person, value)).to.deep.equal(issues)
      expect(Person.is(value)).to.equal(false)
    })

  it('encodes a value as itself', () => {
    const value = { name: 'Ada' }
    expect(Person.encode(value)).to.equal(value)
  })
})

describe('is', () => {
  /** Numbers, and how many values were judged. */
  const counting = () => {
    const counted = { calls: 0, codec: t.number as t.Type<number> }
    const is = (value: unknown): value is number => {
      counted.calls += 1
      return typeof value === 'number'
    }
    counted.codec = new t.Type('counted', is, () => expect.fail('is must make no errors'), t.identity)
    return counted
  }
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, number) => [`k${number}`, 'a']))

  type Row = [name: string, of: (codec: t.Type<number>) => t.Mixed, value: unknown, calls: number]
  const table: readonly Row[] = [
    ['listOf', (codec) => listOf(codec, 'a list'), new Array(1_000).fill('a'), 1],
    ['recordOf', (codec) => recordOf(codec, 'a record'), many, 1],
    ['closed', (codec) => closed('two', { a: codec, b: codec }, { c: codec }), { a: 'a', b: 'b', c: 'c' }, 1],
    ['open', (codec) => open('two', { a: codec }, { b: codec, c: codec }), { a: 1, b: 'b', c: 'c' }, 2],
    ['closed in a list', (codec) => listOf(closed('a', { a: codec }, {}), 'a list'), new Array(1_000).fill({}), 1],
  ]
  for (const [name, of, value, calls] of table)
    it(`of ${name} stops at the first no`, () => {
      const counted = counting()
      expect(of(counted.codec).is(value)).to.equal(false)
      expect(counted.calls).to.equal(calls)
    })
})

describe('recordOf', () => {
  const Numbers = recordOf(t.number, 'an object of numbers')

  it('takes an object of what it holds', () => {
    expect(Numbers.decode({ a: 1, b: 2 })).to.deep.equal(E.right({ a: 1, b: 2 }))
    expect([Numbers.is({ a: 1 }), Numbers.is({ a: 'a' }), Numbers.is([1]), Numbers.is(1)]).to.deep.equal([
      true,
      false,
      false,
      false,
    ])
  })

  it('refuses each wrong value at its path, and what is no object', () => {
    expect(issuesOf(Numbers, { a: 1, b: 'x' })).to.deep.equal([{ path: 'b', expected: 'number', got: 'x' }])
    expect(issuesOf(Numbers, [1])).to.deep.equal([{ path: '', expected: 'an object of numbers', got: 'an array of 1' }])
  })

  it('finds a bounded number of things wrong, however many there are', () => {
    const decoded = Numbers.decode(Object.fromEntries(Array.from({ length: 20_000 }, (_, key) => [`k${key}`, 'a'])))
    expect(E.isLeft(decoded) && decoded.left.length).to.equal(10_000)
  })
})

describe('listOf', () => {
  const Numbers = listOf(t.number, 'an array of numbers')

  it('takes an array of what it lists', () => {
    expect(Numbers.decode([1, 2])).to.deep.equal(E.right([1, 2]))
    expect([Numbers.is([1]), Numbers.is(['a']), Numbers.is({})]).to.deep.equal([true, false, false])
  })

  it('refuses what is no array', () => {
    expect(E.isLeft(Numbers.decode({ length: 0 }))).to.equal(true)
  })

  it('finds a bounded number of things wrong, however many there are', () => {
    const decoded = Numbers.decode(new Array(300_000).fill('a'))
    expect(E.isLeft(decoded) && decoded.left.length).to.equal(10_000)
  })
})

describe('open', () => {
  const Person = open('Person', { name: t.string }, { age: t.number })

  it('leaves keys that it does not know alone', () => {
    const value = { name: 'Ada', unheardOf: { deep: true } }
    expect(Person.decode(value)).to.deep.equal(E.right(value))
  })

  it('judges the keys that it knows', () => {
    expect(issuesOf(Person, { age: 'old', unheardOf: 1 })).to.deep.equal([
      { path: 'name', expected: 'string', got: 'nothing' },
      { path: 'age', expected: 'number', got: 'old' },
    ])
  })
})
