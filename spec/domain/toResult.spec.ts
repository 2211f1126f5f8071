import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from '../../src/domain/AttemptTrace.ts'
import { DEFAULT_POLICY } from '../../src/domain/FetchPolicy.ts'
import type { FetchRequest } from '../../src/domain/FetchRequest.ts'
import type { FetchResponse } from '../../src/domain/FetchResponse.ts'
import { prepareRequest } from '../../src/domain/prepareRequest.ts'
import { toFailure, toSuccess } from '../../src/domain/toResult.ts'
import { NOT_FOUND } from '../support/expectedResults.ts'
import { answer } from '../support/fakeTransport.ts'

const URL_A = 'https://a.example/'
const PROGRESS = { startedAtMs: 1_000, nowMs: 1_250, attempts: 2 }
const TEXT = { 'content-type': 'text/plain' }

const prepared = (request: Partial<FetchRequest> = {}) =>
  prepareRequest({ url: URL_A, ...request }, 7, { policy: DEFAULT_POLICY, headers: {} })

const responseOf = (...said: Parameters<typeof answer>): FetchResponse => ({ url: URL_A, ...answer(...said) })

describe('toSuccess', () => {
  it('gives a 2xx response its place, its body and its course', () => {
    expect(toSuccess(prepared(), responseOf(201, { a: 1 }, { etag: '"1"' }), PROGRESS)).to.deep.equal(
      E.right({
        outcome: 'success',
        index: 7,
        url: URL_A,
        status: 201,
        headers: { 'content-type': 'application/json', etag: '"1"' },
        body: { a: 1 },
        bodyType: 'json',
        attempts: 2,
        timing: { startedAtMs: 1_000, durationMs: 250 },
      }),
    )
  })

  it('repeats the id of the request', () => {
    const result = toSuccess(prepared({ id: '' }), responseOf(200), PROGRESS)
    expect(E.isRight(result) && result.right).to.include({ id: '' })
  })

  const hops: ReadonlyArray<[name: string, told: Partial<FetchResponse>, finalUrl: string | undefined]> = [
    ['no redirect', {}, undefined],
    ['one hop', { hops: 1 }, undefined],
    ['one hop whose URL is spelt another way', { hops: 1, url: 'https://A.example' }, undefined],
    ['a redirect to the same URL', { hops: 2 }, URL_A],
    ['a redirect elsewhere', { hops: 2, url: 'https://b.example/' }, 'https://b.example/'],
    ['a redirect that was not counted', { url: 'https://b.example/' }, 'https://b.example/'],
  ]
  for (const [name, told, finalUrl] of hops)
    it(`names ${finalUrl === undefined ? 'no final URL' : 'the final URL'} after ${name}, also where it fails`, () => {
      const read = (status: number, body = '', headers = {}) =>
        toSuccess(prepared(), { ...responseOf(status, body, headers), ...told }, PROGRESS)
      const success = read(200)
      expect(E.isRight(success) && success.right.finalUrl).to.equal(finalUrl)
      for (const failed of [read(404), read(200, '{', { 'content-type': 'application/json' })]) {
        if (E.isRight(failed)) throw new Error('not a failure')
        expect(toFailure(prepared(), failed.left, PROGRESS).finalUrl).to.equal(finalUrl)
        expect(traceOf(failed.left)?.hops).to.equal(finalUrl === undefined ? undefined : 2)
      }
    })

  it('names the final URL after a redirect', () => {
    const result = toSuccess(prepared(), { ...responseOf(200), url: 'https://b.example/' }, PROGRESS)
    expect(E.isRight(result) && result.right).to.include({ url: URL_A, finalUrl: 'https://b.example/' })
  })

  it('reads the body as the policy of the request says', () => {
    const result = toSuccess(prepared({ parse: 'base64' }), responseOf(200, { a: 1 }), PROGRESS)
    expect(E.isRight(result) && result.right).to.include({ bodyType: 'base64', body: 'eyJhIjoxfQ==' })
  })

  it('takes what follows a 205 for no body', () => {
    const result = toSuccess(prepared(), responseOf(205, 'stray', TEXT), PROGRESS)
    expect(E.isRight(result) && result.right).to.include({ body: null, bodyType: 'empty' })
  })

  it('is the error of a body that cannot be read', () => {
    const result = toSuccess(prepared({ parse: 'json' }), responseOf(200, 'no JSON'), PROGRESS)
    expect(E.isLeft(result) && result.left).to.include({ kind: 'parse', reason: 'json' })
  })

  it('never lasts less than nothing, also if the clock is set back', () => {
    const result = toSuccess(prepared(), responseOf(204), { ...PROGRESS, nowMs: 900 })
    expect(E.isRight(result) && result.right.timing).to.deep.equal({ startedAtMs: 1_000, durationMs: 0 })
  })

  for (const status of [200, 204, 206, 299])
    it(`takes ${status} for a success`, () => {
      expect(E.isRight(toSuccess(prepared(), responseOf(status), PROGRESS))).to.equal(true)
    })

  for (const status of [100, 199, 300, 304, 404, 500, 999])
    it(`takes ${status} for a failure`, () => {
      expect(toSuccess(prepared(), responseOf(status), PROGRESS)).to.deep.equal(
        E.left({ kind: 'status', message: `HTTP status ${status}`, status, headers: {}, body: null }),
      )
    })
})

describe('toFailure', () => {
  it('gives an error its place and its course', () => {
    expect(toFailure(prepared(), NOT_FOUND, PROGRESS)).to.deep.equal({
      outcome: 'failure',
      index: 7,
      url: URL_A,
      error: NOT_FOUND,
      attempts: 2,
      timing: { startedAtMs: 1_000, durationMs: 250 },
    })
  })

  it('says where the hop went that failed, if it was not the first', () => {
    const at = (hops: number) => withTrace(NOT_FOUND, { url: 'https://b.example/', hops })
    expect(toFailure(prepared(), at(1), PROGRESS)).to.not.have.property('finalUrl')
    expect(toFailure(prepared(), at(2), PROGRESS)).to.have.property('finalUrl', 'https://b.example/')
  })

  it('repeats the id of the request', () => {
    expect(toFailure(prepared({ id: 'a' }), NOT_FOUND, PROGRESS)).to.include({ id: 'a' })
  })
})
