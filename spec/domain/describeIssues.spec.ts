import { expect } from 'chai'
import * as t from 'io-ts'
import { describeIssues, issueSentence } from '../../src/domain/describeIssues.ts'

/** An error at the path that `keys` spell, of a value that was expected to be a string. */
const errorAt = (keys: readonly string[], value: unknown): t.ValidationError => ({
  value,
  context: ['', ...keys].map((key) => ({ key, type: t.string, actual: value })),
})

describe('describeIssues', () => {
  const paths: ReadonlyArray<[keys: string[], path: string]> = [
    [[], ''],
    [['urls'], 'urls'],
    [['urls', '0'], 'urls[0]'],
    [['urls', '12', 'headers', 'accept'], 'urls[12].headers.accept'],
    [['headers', 'x-api-key'], 'headers["x-api-key"]'],
    [['headers', ''], 'headers[""]'],
    [['a"b'], '["a\\"b"]'],
    [['$ok_1'], '$ok_1'],
    [['0'], '[0]'],
  ]
  for (const [keys, path] of paths)
    it(`says ${JSON.stringify(keys)} as the path ${JSON.stringify(path)}`, () => {
      expect(describeIssues([errorAt(keys, 1)])).to.deep.equal([{ path, expected: 'string', got: 1 }])
    })

  it('cuts a long key', () => {
    const [issue] = describeIssues([errorAt([`-${'k'.repeat(1_000)}`], 1)])
    expect(issue?.path).to.have.length.below(120)
  })

  const values: ReadonlyArray<[name: string, value: unknown, got: unknown]> = [
    ['a string', 'text', 'text'],
    ['an empty string', '', ''],
    ['a string of 100 characters', 'x'.repeat(100), 'x'.repeat(100)],
    ['a string of 101 characters', 'x'.repeat(101), `${'x'.repeat(100)}…`],
    ['null', null, null],
    ['true', true, true],
    ['a number', 1.5, 1.5],
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', Number.POSITIVE_INFINITY, 'Infinity'],
    ['an array', [1, 2], 'an array of 2'],
    ['an object', { a: 1 }, 'an object'],
    ['undefined', undefined, 'nothing'],
    ['a function', () => 1, 'a function'],
    ['a symbol', Symbol('s'), 'a symbol'],
    ['a bigint', 1n, 'a bigint'],
  ]
  for (const [name, value, got] of values)
    it(`repeats ${name} as what JSON can hold`, () => {
      expect(describeIssues([errorAt([], value)])).to.deep.equal([{ path: '', expected: 'string', got }])
    })

  it('expects a valid value where the error says nothing', () => {
    expect(describeIssues([{ value: 1, context: [] }])).to.deep.equal([{ path: '', expected: 'a valid value', got: 1 }])
  })
})

describe('issueSentence', () => {
  it('names path, expectation and what was received', () => {
    expect(issueSentence({ path: 'retries', expected: 'an integer', got: 'two' })).to.equal(
      'retries must be an integer, got two',
    )
    expect(issueSentence({ path: '', expected: 'FetchRequest', got: null })).to.equal(
      'it must be FetchRequest, got null',
    )
  })
})
