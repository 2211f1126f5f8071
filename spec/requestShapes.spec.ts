import { Readable } from 'node:stream'
import { expect } from 'chai'
import { of } from 'rxjs'
import { collectBatch, type FetchOptions, type RequestInput } from '../src/index.ts'
import { answer, fakeTransport } from './support/fakeTransport.ts'

const URL_A = 'https://a.example/'
const POST = { url: URL_A, method: 'POST' }

const send = async (request: unknown, options: FetchOptions = {}) => {
  const transport = fakeTransport(() => of(answer(200, {})))
  const results = await collectBatch([request as RequestInput, URL_A], { ...options, transport })
  expect(results.map(({ index }) => index)).to.deep.equal([0, 1])
  expect(results[1]).to.include({ outcome: 'success' })
  return { result: results[0], attempt: results[0]?.outcome === 'success' ? transport.attempts[0] : undefined }
}

const throwing = (field: string): object =>
  Object.defineProperty({ url: URL_A }, field, {
    enumerable: true,
    get() {
      throw new Error('secret')
    },
  })
const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('secret')
    },
    getPrototypeOf: () => {
      throw new Error('secret')
    },
    has: () => {
      throw new Error('secret')
    },
    ownKeys: () => {
      throw new Error('secret')
    },
  },
)

describe('a request', () => {
  const taken: ReadonlyArray<[name: string, request: RequestInput, attempt: object]> = [
    ['a string', URL_A, { url: URL_A }],
    ['a URL', new URL(URL_A), { url: URL_A }],
    ['an object with a URL', { url: new URL(URL_A) }, { url: URL_A }],
    ['a form', { ...POST, body: new URLSearchParams({ q: '1' }) }, { body: 'q=1' }],
    ['bytes', { ...POST, body: Buffer.from('a') }, { body: Buffer.from('a') }],
  ]
  for (const [name, request, attempt] of taken)
    it(`may be ${name}`, async () => {
      const sent = await send(request)
      expect(sent.result).to.include({ outcome: 'success', url: URL_A })
      expect(sent.attempt).to.deep.include(attempt)
    })

  const pairs: ReadonlyArray<[string, string]> = [
    ['X-One', '1'],
    ['two', '2'],
  ]
  const headers: ReadonlyArray<[name: string, headers: NonNullable<FetchOptions['headers']>]> = [
    ['an object', Object.fromEntries(pairs)],
    ['Headers', new Headers(Object.fromEntries(pairs))],
    ['pairs', pairs],
    ['a Map', new Map(pairs)],
    ['a generator', pairs.values()],
  ]
  for (const [name, fields] of headers) {
    it(`may have headers as ${name}`, async () => {
      const own = name === 'a generator' ? pairs.values() : fields
      expect((await send({ url: URL_A, headers: own })).attempt?.headers).to.include({ 'x-one': '1', two: '2' })
    })

    it(`may have headers of its batch as ${name}`, async () => {
      expect((await send(URL_A, { headers: fields })).attempt?.headers).to.include({ 'x-one': '1', two: '2' })
    })
  }

  const refused: ReadonlyArray<[name: string, request: unknown, field: string]> = [
    ['a URL with a line break', `${URL_A}\n${URL_A}`, 'url'],
    ['a URL with a tab', { url: `${URL_A}\t${URL_A}` }, 'url'],
    ['null', null, 'request'],
    ['nothing', undefined, 'request'],
    ['a number', 5, 'request'],
    ['a symbol', Symbol('secret'), 'request'],
    ['a function', () => URL_A, 'request'],
    ['an array', [URL_A], 'request'],
    ['a String', new String(URL_A), 'url'],
    ['a Map', new Map([['url', URL_A]]), 'url'],
    ['a Request', new Request(URL_A), 'url'],
    ['an object with a URL of another kind', { url: { href: URL_A } }, 'url'],
    ['headers as text', { url: URL_A, headers: 'secret: 1' }, 'headers'],
    ['headers as lines', { url: URL_A, headers: ['secret: 1'] }, 'headers'],
    ['headers as a Set of lines', { url: URL_A, headers: new Set(['secret: 1']) }, 'headers'],
    ['headers with a number', { url: URL_A, headers: { secret: 1 } }, 'headers'],
    ['headers as an object of a class', { url: URL_A, headers: new Date() }, 'headers'],
    ['one header in two spellings', { url: URL_A, headers: { Secret: '1', secret: '2' } }, 'headers'],
    ['a Map as body', { ...POST, body: new Map([['secret', 1]]) }, 'body'],
    ['a Readable as body', { ...POST, body: Readable.from(['secret']) }, 'body'],
    ['a Blob as body', { ...POST, body: new Blob(['secret']) }, 'body'],
    ['FormData as body', { ...POST, body: new FormData() }, 'body'],
    ['a function as body', { ...POST, body: () => 'secret' }, 'body'],
    ['a URL that throws', throwing('url'), 'request'],
    ['an id that throws', throwing('id'), 'request'],
    ['headers that throw', throwing('headers'), 'request'],
    ['what throws whatever is asked', hostile, 'request'],
  ]
  for (const [name, request, field] of refused)
    for (const perOrigin of [1, 20])
      it(`fails as invalid for ${name}, and repeats nothing of it (${perOrigin} per origin)`, async () => {
        const { result } = await send(request, { perOrigin })
        expect(result).to.deep.include({ outcome: 'failure', attempts: 0 })
        expect(result).to.have.property('error').that.includes({ kind: 'invalid-request', field })
        expect(result?.outcome === 'failure' && result.error.message).to.not.match(/secret/i)
      })

  it('is given turns by the origin of its URL, whatever its shape', async () => {
    const transport = fakeTransport(() => of(answer(200, {})))
    const requests = [URL_A, new URL(URL_A), { url: new URL(URL_A) }, { url: URL_A }]
    const results = await collectBatch(requests, { transport, perOrigin: 1 })
    expect(results.map(({ url }) => url)).to.deep.equal([URL_A, URL_A, URL_A, URL_A])
  })
})
