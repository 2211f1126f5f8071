import { expect } from 'chai'
import * as t from 'io-ts'
import { lastValueFrom, of } from 'rxjs'
import type { BodyCodec, StandardResult } from '../../src/domain/BodyCodec.ts'
import type { FetchSuccess } from '../../src/domain/FetchResult.ts'
import { decodeBody } from '../../src/operators/decodeBody.ts'
import { marbles } from '../support/marbles.ts'

const success = (body: unknown): FetchSuccess => ({
  outcome: 'success',
  index: 0,
  url: 'https://a.example/',
  status: 200,
  headers: {},
  body,
  bodyType: 'json',
  attempts: 1,
  timing: { startedAtMs: 0, durationMs: 0 },
})

/** A Standard Schema that does this. */
const schema = <Body>(
  validate: (value: unknown) => StandardResult<Body> | Promise<StandardResult<Body>>,
): BodyCodec<Body> => ({ '~standard': { version: 1, vendor: 'spec', validate } })

const REFUSED = { issues: [{ message: 'No', path: ['a'] }] }
const NO = {
  kind: 'schema',
  message: 'The body does not fit its codec at a: No',
  issues: [{ path: 'a', expected: 'No' }],
}

/** The body of the result, or what it errors with. */
const decoded = (codec: BodyCodec<unknown>, body: unknown): Promise<unknown> =>
  lastValueFrom(of(success(body)).pipe(decodeBody(codec))).then(
    (result) => result.body,
    (error) => error,
  )

describe('decodeBody', () => {
  it('emits with what comes, and errors with what does not fit', () =>
    marbles(({ cold, expectObservable }) => {
      const Double = schema((value) => (typeof value === 'number' ? { value: 2 * value } : REFUSED))
      const values = { a: success(1), b: success('x'), A: success(2) }
      expectObservable(cold('  --a--b|', values).pipe(decodeBody(Double))).toBe('--A--#', values, NO)
    }))

  it('takes decoders of io-ts', async () => {
    expect(await decoded(t.type({ a: t.string }), { a: 'x', b: 1 })).to.deep.equal({ a: 'x', b: 1 })
    expect(await decoded(t.type({ a: t.string }), { a: 1 })).to.have.property('kind', 'schema')
  })

  it('takes schemas that are functions', async () => {
    const call = Object.assign(
      () => 'never called',
      schema((value) => ({ value: [value] })),
    )
    expect(await decoded(call, 1)).to.deep.equal([1])
  })

  it('waits for schemas that take their time', async () => {
    expect(
      await decoded(
        schema(async (value) => ({ value: [value] })),
        1,
      ),
    ).to.deep.equal([1])
    expect(
      await decoded(
        schema(async () => REFUSED),
        1,
      ),
    ).to.deep.equal(NO)
  })

  it('tells where redirects led', async () => {
    const error = await lastValueFrom(
      of({ ...success(1), finalUrl: 'https://b.example/' }).pipe(decodeBody(schema(() => REFUSED))),
    ).catch((thrown) => thrown)
    expect(error).to.deep.equal(NO)
  })

  const boom = new RangeError('secret')
  const socket = { kind: 'socket', message: '', code: '' }
  const table: ReadonlyArray<[what: string, codec: BodyCodec<unknown>, cause: unknown]> = [
    ['throws', schema(() => { throw boom }), boom], // biome-ignore format: one codec a line
    ['throws what looks like an error that is retried', schema(() => { throw socket }), socket], // biome-ignore format: one codec a line
    ['rejects', schema(() => Promise.reject(boom)), boom],
    ['is a decoder that throws', { decode: () => { throw boom } }, boom], // biome-ignore format: one codec a line
  ]
  for (const [what, codec, cause] of table)
    it(`is unexpected for a codec that ${what}`, async () => {
      expect(await decoded(codec, 1)).to.include({ kind: 'unexpected', cause })
    })

  for (const nothing of [undefined, null, 7])
    it(`is unexpected for a codec that gives ${nothing}`, async () => {
      expect(
        await decoded(
          schema(() => nothing as never),
          1,
        ),
      ).to.have.property('kind', 'unexpected')
      expect(await decoded({ decode: () => nothing as never }, 1)).to.have.property('kind', 'unexpected')
    })
})
