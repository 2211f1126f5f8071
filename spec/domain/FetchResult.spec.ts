import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { BodyType, FetchFailure, FetchResult, FetchSuccess } from '../../src/domain/FetchResult.ts'
import { anyFetchResult } from '../support/arbitraries.ts'
import { failed, NOT_FOUND, succeeded } from '../support/expectedResults.ts'

const URL_A = 'https://a.example/'

describe('FetchResult', () => {
  it('comes back from a line of JSON as it was', () => {
    fc.assert(
      fc.property(anyFetchResult, (result) => {
        const line = JSON.stringify(FetchResult.encode(result))
        expect(line).to.not.include('\n')
        expect(FetchResult.decode(JSON.parse(line))).to.deep.equal(E.right(result))
      }),
    )
  })

  const strangers: ReadonlyArray<[name: string, value: object]> = [
    ['without outcome', { ...succeeded(URL_A, 0), outcome: undefined }],
    ['with another outcome', { ...succeeded(URL_A, 0), outcome: 'pending' }],
    ['with an unknown key', { ...succeeded(URL_A, 0), response: {} }],
    ['with a success that has an error', { ...succeeded(URL_A, 0), error: NOT_FOUND }],
    ['with a failure that has a body', { ...failed(URL_A, 0, NOT_FOUND), body: null }],
    ['with a failure that has headers', { ...failed(URL_A, 0, NOT_FOUND), headers: {} }],
    ['with an unknown error', { ...failed(URL_A, 0, NOT_FOUND), error: { kind: 'magic', message: '' } }],
  ]
  for (const [name, value] of strangers)
    it(`is none ${name}`, () => {
      expect(FetchResult.is(value)).to.equal(false)
      expect(E.isLeft(FetchResult.decode(value))).to.equal(true)
    })
})

describe('FetchSuccess', () => {
  it('is told from a failure by its outcome', () => {
    expect(FetchSuccess.is(succeeded(URL_A, 0))).to.equal(true)
    expect(FetchSuccess.is(failed(URL_A, 0, NOT_FOUND))).to.equal(false)
  })
})

describe('FetchFailure', () => {
  it('is told from a success by its outcome', () => {
    expect(FetchFailure.is(failed(URL_A, 0, NOT_FOUND))).to.equal(true)
    expect(FetchFailure.is(succeeded(URL_A, 0))).to.equal(false)
  })
})

describe('BodyType', () => {
  it('is one of four', () => {
    expect(['json', 'text', 'base64', 'empty', 'xml', null].map(BodyType.is)).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
