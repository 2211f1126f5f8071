import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { ResponseHeaders } from '../../../src/domain/ResponseHeaders.ts'
import { readBody } from '../../../src/domain/readBody.ts'
import { jsonBytes } from '../../../src/lambda/AnswerForm.ts'
import { mostBytes } from '../../../src/lambda/answer/mostBytes.ts'
import { failure, success } from '../../support/sampleResults.ts'

/** What a body takes at most, by the header fields of its response. */
const mostOf = (headers: ResponseHeaders, body: unknown = null) => mostBytes(success({ headers, body }))

/** A body as it is read, and what it takes at most. */
const read = (bytes: Uint8Array, contentType: string) => {
  const headers = { 'content-type': contentType, 'content-length': String(bytes.byteLength) }
  const decoded = readBody(bytes, headers, 'auto')
  return E.isLeft(decoded) ? undefined : { body: decoded.right.body, most: mostOf(headers, decoded.right.body) }
}

describe('mostBytes', () => {
  for (const json of [
    '',
    '1e20',
    '9e20',
    '-1e20',
    '[1e20,1E20]',
    '1e-6',
    '"\\u0001"',
    '"\\ud800"',
    '{"a":"\u2028"}',
    '"\x7f"',
  ])
    it(`is enough for ${JSON.stringify(json)}`, () => {
      const { body, most } = read(new TextEncoder().encode(json), 'application/json') ?? {}
      expect(jsonBytes(body)).to.be.at.most(most ?? 0)
    })

  const TYPES = [
    'text/plain',
    'image/png',
    'application/json',
    'x',
    ...['big5', 'gb18030', 'utf-16', 'windows-1252', 'shift_jis'].map((charset) => `text/plain;charset=${charset}`),
  ]
  it('is enough for any bytes of any type', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...TYPES), (bytes, type) => {
        const got = read(bytes, type)
        if (got !== undefined) expect(jsonBytes(got.body)).to.be.at.most(got.most ?? 0)
      }),
      { numRuns: 1_000 },
    )
  })

  const silent: Readonly<Record<string, ResponseHeaders>> = {
    'no length': {},
    'a coded body': { 'content-length': '9', 'content-encoding': 'gzip' },
    chunks: { 'content-length': '9', 'transfer-encoding': 'chunked' },
    'two lengths': { 'content-length': '9, 9' },
  }
  for (const [name, headers] of Object.entries(silent))
    it(`is not known of ${name}`, () => expect(mostOf(headers)).to.equal(undefined))

  it('is not known of a failure', () => expect(mostBytes(failure())).to.equal(undefined))
})
