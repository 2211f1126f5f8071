import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { StandardIssue } from '../../src/domain/BodyCodec.ts'
import type { SchemaIssue } from '../../src/domain/ErrorKinds.ts'
import { ioTsSchemaError, standardSchemaError } from '../../src/domain/schemaError.ts'

interface Tree {
  readonly value: number
  readonly children: Tree[]
}
const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ value: t.number, children: t.array(Tree) }))

const issuesOf = (codec: t.Mixed, body: unknown): readonly SchemaIssue[] => {
  const decoded = codec.decode(body)
  return E.isLeft(decoded) ? ioTsSchemaError(decoded.left).issues : []
}

describe('ioTsSchemaError', () => {
  const User = t.type({ name: t.string, tags: t.array(t.string) }, 'User')
  const table: ReadonlyArray<[what: string, codec: t.Mixed, body: unknown, issues: readonly SchemaIssue[]]> = [
    ['the body itself', t.string, 7, [{ path: '', expected: 'string' }]],
    ['no body', User, null, [{ path: '', expected: 'User' }]],
    [
      'fields and items',
      t.type({ users: t.array(User) }),
      {
        users: [
          { name: 'a', tags: [] },
          { name: 1, tags: ['a', 2] },
        ],
      },
      [
        { path: 'users[1].name', expected: 'string' },
        { path: 'users[1].tags[1]', expected: 'string' },
      ],
    ],
    ['what is missing', User, { tags: [] }, [{ path: 'name', expected: 'string' }]],
    [
      'a union, without its branches',
      t.type({ a: t.union([t.string, t.type({ b: t.number })]) }),
      { a: { b: 'x' } },
      [
        { path: 'a', expected: 'string' },
        { path: 'a.b', expected: 'number' },
      ],
    ],
    [
      'an intersection, without its branches',
      t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })]),
      { a: 1, b: 'x' },
      [
        { path: 'a', expected: 'string' },
        { path: 'b', expected: 'number' },
      ],
    ],
    [
      'a recursion',
      Tree,
      { value: 1, children: [{ value: '2', children: [] }] },
      [{ path: 'children[0].value', expected: 'number' }],
    ],
    ['odd keys', t.record(t.string, t.number), { 'a b': 'x' }, [{ path: '["a b"]', expected: 'number' }]],
  ]
  for (const [what, codec, body, issues] of table)
    it(`tells ${what}`, () => expect(issuesOf(codec, body)).to.deep.equal(issues))

  it('tells at most 10 issues, and names of at most 200 characters', () => {
    const long = t.type(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`field${at}`, t.string])))
    expect(
      issuesOf(
        t.array(t.string),
        Array.from({ length: 50_000 }, () => 1),
      ),
    ).to.have.length(10)
    expect(issuesOf(long, null)[0]?.expected).to.have.length(201)
  })
})

describe('standardSchemaError', () => {
  const body = { user: { pin: 'secret', age: 17, initial: 'a' }, list: ['x'] }
  const table: ReadonlyArray<[what: string, issue: StandardIssue & { expected?: unknown }, told: SchemaIssue]> = [
    ['a message', { message: 'Must be even', path: ['user', 'age'] }, { path: 'user.age', expected: 'Must be even' }],
    [
      'steps that are objects',
      { message: 'No', path: [{ key: 'list' }, { key: 0 }] },
      { path: 'list[0]', expected: 'No' },
    ],
    ['the body itself', { message: 'No' }, { path: '', expected: 'No' }],
    [
      'what is expected, where it is said apart',
      { message: 'Expected string but received 17', expected: 'string', path: ['user', 'age'] },
      { path: 'user.age', expected: 'string' },
    ],
    [
      'no message that repeats text',
      { message: 'bad pin secret', path: ['user', 'pin'] },
      { path: 'user.pin', expected: 'another value' },
    ],
    [
      'no message that repeats a short text',
      { message: 'bad "a"', path: ['user', 'initial'] },
      { path: 'user.initial', expected: 'another value' },
    ],
    [
      'no message that repeats a number',
      { message: 'at least 18, got 17', path: ['user', 'age'] },
      { path: 'user.age', expected: 'another value' },
    ],
    [
      'a message that has such a letter by chance',
      { message: 'a capital letter', path: ['user', 'initial'] },
      { path: 'user.initial', expected: 'a capital letter' },
    ],
    ['symbols', { message: 'No', path: [Symbol('s')] }, { path: '["Symbol(s)"]', expected: 'No' }],
    ['places that are not there', { message: 'No', path: ['a', 'b', 'c'] }, { path: 'a.b.c', expected: 'No' }],
  ]
  for (const [what, issue, told] of table)
    it(`tells ${what}`, () => expect(standardSchemaError([issue], body).issues).to.deep.equal([told]))

  it('tells at most 10 issues, the first of them in its message', () => {
    const issues = Array.from({ length: 11 }, (_, at) => ({ message: 'No', path: ['list', at] }))
    const error = standardSchemaError(issues, body)
    expect(error.issues).to.have.length(10)
    expect(error.message).to.equal('The body does not fit its codec at list[0]: No')
  })

  it('takes a schema at its word that says no more', () => {
    expect(standardSchemaError([], body)).to.deep.include({ kind: 'schema', issues: [] })
  })
})
