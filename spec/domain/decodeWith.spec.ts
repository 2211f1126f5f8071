import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { BodyCodec, StandardResult } from '../../src/domain/BodyCodec.ts'
import { decodeWith, isPromise } from '../../src/domain/decodeWith.ts'
import { unexpected } from '../../src/domain/FetchError.ts'

/** A Standard Schema that does this. */
const schema = (validate: () => unknown): BodyCodec<unknown> => ({
  '~standard': { version: 1, vendor: 'spec', validate: () => validate() as StandardResult<unknown> },
})
/** A decoder that does this. */
const decoder = (decode: () => unknown): BodyCodec<unknown> => ({
  decode: () => decode() as E.Either<t.Errors, unknown>,
})
const throwing = (error: Error) => (): never => {
  throw error
}
/** What looks like an error of ours. */
const FORGED = Object.assign(new Error('forged'), { kind: 'timeout', clock: 'attempt' })

describe('decodeWith', () => {
  const A = t.type({ a: t.string })
  const table: ReadonlyArray<[what: string, codec: BodyCodec<unknown>, body: unknown, kind: 'schema' | undefined]> = [
    ['a decoder of io-ts that takes it', A, { a: 'x' }, undefined],
    ['a decoder of io-ts that refuses it', A, { a: 1 }, 'schema'],
    ['a decoder that says no more than that', decoder(() => E.left([])), 1, 'schema'],
    ['a schema that takes it', schema(() => ({ value: { a: 'x' } })), 1, undefined],
    ['a schema that refuses it', schema(() => ({ issues: [{ message: 'No' }] })), 1, 'schema'],
    [
      'a schema that refuses it with a value beside',
      schema(() => ({ value: 1, issues: [{ message: 'No' }] })),
      1,
      'schema',
    ],
  ]
  for (const [what, codec, body, kind] of table) {
    it(`gives ${kind ?? 'the value'} for ${what}`, () => {
      const decoded = decodeWith(codec, body) as E.Either<{ kind: string }, unknown>
      if (kind === undefined) expect(decoded).to.deep.equal(E.right({ a: 'x' }))
      else expect(E.isLeft(decoded) && decoded.left.kind).to.equal(kind)
    })
  }

  it('decides at once where the codec does, and later where it does so', async () => {
    const atOnce = schema(() => ({ value: 1 }))
    expect(decodeWith(atOnce, 0)).to.deep.equal(E.right(1))
    const later = decodeWith(
      schema(async () => ({ value: 1 })),
      0,
    )
    expect(isPromise(later)).to.equal(true)
    expect(await later).to.deep.equal(E.right(1))
    const refusing = schema(async () => ({ issues: [{ message: 'No' }] }))
    expect(E.isLeft(await decodeWith(refusing, 0))).to.equal(true)
  })

  const failing: ReadonlyArray<[what: string, codec: BodyCodec<unknown>]> = [
    ['a decoder that throws', decoder(throwing(new RangeError()))],
    ['a decoder that throws what looks like an error of ours', decoder(throwing(FORGED))],
    ['a decoder that gives no Either', decoder(() => ({ ok: true }))],
    ['a schema that throws', schema(throwing(new RangeError()))],
    ['a schema that throws what looks like an error of ours', schema(throwing(FORGED))],
    ['a schema that gives neither a value nor issues', schema(() => ({}))],
    ['a schema that gives nothing', schema(() => undefined)],
    ['a schema that rejects', schema(async () => throwing(new RangeError())())],
    ['a schema that comes to nothing later', schema(async () => ({}))],
  ]
  for (const [what, codec] of failing)
    it(`is unexpected for ${what}`, async () => {
      const error = await (async () => decodeWith(codec, 1))().then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).to.have.property('kind', 'unexpected')
    })

  it('keeps what was thrown as the cause', () => {
    expect(() => decodeWith(schema(throwing(FORGED)), 1))
      .to.throw()
      .that.deep.equals(unexpected(FORGED))
      .with.property('cause', FORGED)
  })
})

describe('isPromise', () => {
  const table: ReadonlyArray<[what: string, value: unknown, is: boolean]> = [
    ['a Promise', Promise.resolve(), true],
    // biome-ignore lint/suspicious/noThenProperty: it is what is asked for
    ['whatever can be waited for', { then: () => {} }, true],
    // biome-ignore lint/suspicious/noThenProperty: it is what is asked for
    ['what has another `then`', { then: true }, false],
    ['a value', { value: 1 }, false],
    ['null', null, false],
    ['undefined', undefined, false],
  ]
  for (const [what, value, is] of table)
    it(`is ${is} for ${what}`, () => {
      expect(isPromise(value)).to.equal(is)
    })
})
