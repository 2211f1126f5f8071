import { expect } from 'chai'
import type { FetchResponse } from '../../src/domain/FetchResponse.ts'
import type { Parse } from '../../src/domain/Parse.ts'
import { statusError } from '../../src/domain/statusError.ts'
import { answer } from '../support/fakeTransport.ts'

const NOW_MS = 1_250
const TEXT = { 'content-type': 'text/plain' }

const responseOf = (...said: Parameters<typeof answer>): FetchResponse => ({
  url: 'https://a.example/',
  ...answer(...said),
})

describe('statusError', () => {
  const long = 'x'.repeat(20_000)
  const bodies: ReadonlyArray<[name: string, response: FetchResponse, body: unknown]> = [
    ['JSON', responseOf(400, { error: 'no' }), { error: 'no' }],
    ['text', responseOf(400, 'no', TEXT), 'no'],
    ['bytes as base64', responseOf(400, 'no', { 'content-type': 'image/png' }), 'bm8='],
    ['JSON that is none as text', responseOf(400, '<html>', { 'content-type': 'application/json' }), '<html>'],
    ['an unknown charset as UTF-8', responseOf(400, 'nö', { 'content-type': 'text/plain; charset=klingon' }), 'nö'],
    ['no more than 16 KiB of text', responseOf(400, long, TEXT), 'x'.repeat(16_384)],
    ['the beginning of long JSON as text', responseOf(400, { long }), `{"long":"${'x'.repeat(16_375)}`],
    ['JSON of exactly 16 KiB', responseOf(400, ['x'.repeat(16_380)]), ['x'.repeat(16_380)]],
  ]
  for (const [name, response, body] of bodies)
    it(`keeps ${name} in the error of a status`, () => {
      const error = statusError(response, 'auto', NOW_MS)
      expect(error).to.deep.equal({
        kind: 'status',
        message: 'HTTP status 400',
        status: 400,
        headers: response.headers,
        body,
      })
    })

  const JSON_TYPE = { 'content-type': 'application/json' }
  const forced: ReadonlyArray<[parse: Parse, response: FetchResponse, body: unknown]> = [
    ['auto', responseOf(500, '{"a":1}'), { a: 1 }],
    ['auto', responseOf(500, 'sorry'), 'sorry'],
    ['auto', responseOf(500, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 'a=1'],
    ['json', responseOf(500, '{"a":1}', TEXT), { a: 1 }],
    ['json', responseOf(500, 'sorry', TEXT), 'sorry'],
    ['text', responseOf(500, '{"a":1}', JSON_TYPE), '{"a":1}'],
    ['text', responseOf(500, 'no', { 'content-type': 'image/png' }), 'no'],
    ['base64', responseOf(500, 'no', TEXT), 'bm8='],
    ['base64', responseOf(500, '{"a":1}', JSON_TYPE), 'eyJhIjoxfQ=='],
  ]
  for (const [parse, response, body] of forced)
    it(`reads the body of an error under ${parse}: ${JSON.stringify(response.headers)}`, () => {
      const error = statusError(response, parse, NOW_MS)
      expect(error).to.deep.include({ kind: 'status', body })
    })

  for (const character of ['é', '€', '😀'])
    for (const before of ['', 'x', 'xx', 'xxx'])
      it(`cuts no ${character} in two behind ${before.length} bytes`, () => {
        const text = before + character.repeat(10_000)
        const response = responseOf(500, text)
        for (const kept of [response.body, response.body.subarray(0, 16_384)]) {
          const { body } = statusError({ ...response, body: kept }, 'auto', NOW_MS) as { body: string }
          expect(text.startsWith(body)).to.equal(true)
          expect(Buffer.byteLength(body)).to.be.within(16_381, 16_384)
        }
      })

  it('keeps the beginning of long JSON in the charset that it is in', () => {
    const body = Buffer.from(`"${'é'.repeat(20_000)}"`, 'latin1')
    const response = { ...responseOf(500), body, headers: { 'content-type': 'application/json; charset=latin1' } }
    const error = statusError(response, 'auto', NOW_MS)
    expect(error).to.include({ body: `"${'é'.repeat(16_383)}` })
  })

  it('says for how long the server asks to wait', () => {
    const error = statusError(responseOf(429, '', { 'retry-after': '3' }), 'auto', NOW_MS)
    expect(error).to.deep.equal({
      kind: 'status',
      message: 'HTTP status 429',
      status: 429,
      headers: { 'retry-after': '3' },
      body: null,
      retryAfterMs: 3_000,
    })
  })

  it('is there whatever a transport takes for header fields', () => {
    const headers = { age: 5, etag: undefined } as unknown as FetchResponse['headers']
    expect(statusError({ ...responseOf(500), headers }, 'auto', NOW_MS)).to.include({ status: 500 })
    expect(statusError({ ...responseOf(500), headers }, 'auto', NOW_MS).headers).to.deep.equal({})
  })
})
