import { readFile } from 'node:fs/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect } from 'chai'
import nock from 'nock'
import { collectBatch } from '../src/collectBatch.ts'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import type { FetchFailure, FetchSuccess } from '../src/domain/FetchResult.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'

const API = 'https://api.example'
const OTHER = 'https://other.example'

/** The result of one request, which must be a success. */
async function succeed(request: string | FetchRequest, options: FetchOptions = {}): Promise<FetchSuccess> {
  const [result] = await collectBatch([request], { retries: 0, ...options })
  if (result?.outcome !== 'success') throw new Error(`It failed: ${JSON.stringify(result)}`)
  return result
}

/** The result of one request, which must be a failure. */
async function fail(request: string | FetchRequest, options: FetchOptions = {}): Promise<FetchFailure> {
  const [result] = await collectBatch([request], { retries: 0, ...options })
  if (result?.outcome !== 'failure') throw new Error(`It succeeded: ${JSON.stringify(result)}`)
  return result
}

/** Answers one request to the path with the header fields that it has. */
const echoHeaders = (origin: string, path: string, method = 'GET') =>
  nock(origin)
    .intercept(path, method)
    .reply(200, (request: Request) => Object.fromEntries(request.headers))

describe('collectBatch over HTTP', () => {
  describe('requests', () => {
    for (const method of ['GET', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE']) {
      it(`are sent as ${method}`, async () => {
        nock(API).intercept('/things', method).reply(200, { method })
        expect((await succeed({ url: `${API}/things`, method })).body).to.deep.equal({ method })
      })
    }

    it('are sent as HEAD, whose response has no body', async () => {
      nock(API).head('/things').reply(200, undefined, { 'content-type': 'application/json', 'content-length': '10' })
      const { body, bodyType, headers } = await succeed({ url: `${API}/things`, method: 'HEAD' })
      expect([body, bodyType, headers['content-length']]).to.deep.equal([null, 'empty', '10'])
    })

    it('are sent with their method in upper case', async () => {
      nock(API).post('/things').reply(201)
      expect((await succeed({ url: `${API}/things`, method: 'post' })).status).to.equal(201)
    })

    it('are sent with their query as it is', async () => {
      nock(API).get('/search?q=a%20b&q=c&empty=&flag').reply(200, 'found')
      expect((await succeed(`${API}/search?q=a%20b&q=c&empty=&flag`)).status).to.equal(200)
    })

    it('are sent without their fragment', async () => {
      nock(API).get('/things').reply(200)
      expect((await succeed(`${API}/things#all`)).url).to.equal(`${API}/things#all`)
    })

    for (const body of [new FormData(), new Map([['a', 1]]), new ArrayBuffer(1), new Blob(['a'])])
      it(`are refused with a ${Object.prototype.toString.call(body)} as body, which JSON would make {}`, async () => {
        const [result] = await collectBatch([{ url: `${API}/things`, method: 'POST', body }])
        expect(result).to.have.nested.property('error.field', 'body')
      })

    const bodies: ReadonlyArray<readonly [kind: string, body: unknown, sent: string, contentType: string | undefined]> =
      [
        ['an object', { a: [1, null] }, '{"a":[1,null]}', 'application/json'],
        ['an array', [1, 2], '[1,2]', 'application/json'],
        ['a number', 5, '5', 'application/json'],
        ['false', false, 'false', 'application/json'],
        ['a string', 'as it is: ä', 'as it is: ä', undefined],
        ['bytes', new TextEncoder().encode('bytes'), 'bytes', undefined],
      ]
    for (const [kind, body, sent, contentType] of bodies) {
      it(`are sent with ${kind} as ${contentType ?? 'plain'} body`, async () => {
        nock(API)
          .post('/things')
          .reply(200, async (request: Request) => ({
            heard: await request.text(),
            type: request.headers.get('content-type'),
          }))
        const result = await succeed({ url: `${API}/things`, method: 'POST', body })
        expect(result.body).to.deep.equal({ heard: sent, type: contentType ?? null })
      })
    }

    it('are sent with a content type of their own', async () => {
      echoHeaders(API, '/things', 'POST')
      const headers = { 'Content-Type': 'application/merge-patch+json' }
      const { body } = await succeed({ url: `${API}/things`, method: 'POST', headers, body: { a: 1 } })
      expect(body).to.have.property('content-type', 'application/merge-patch+json')
    })

    it('are sent all at once, and answered in their order', async () => {
      nock(API)
        .get(/^\/\d$/)
        .times(5)
        .reply(200, ({ url }: Request) => ({ url }))
      const results = await collectBatch([1, 2, 3, 4, 5].map((number) => `${API}/${number}`))
      expect(results.map((result) => Reflect.get(result, 'body'))).to.deep.equal(
        [1, 2, 3, 4, 5].map((number) => ({ url: `${API}/${number}` })),
      )
    })
  })

  describe('header fields', () => {
    it('say who asks, in which version, and for what', async () => {
      echoHeaders(API, '/')
      const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
      expect((await succeed(API)).body).to.deep.include({
        host: 'api.example',
        'user-agent': `rx-fanout/${version}`,
        accept: 'application/json, text/plain, */*',
        'accept-encoding': 'gzip, deflate, br, zstd',
      })
    })

    it('are overridden by the batch, and those of the batch by the request', async () => {
      echoHeaders(API, '/')
      const { body } = await succeed(
        { url: API, headers: { Accept: 'text/csv', 'X-Own': 'own' } },
        { headers: { 'User-Agent': 'someone/1', ACCEPT: 'text/html', 'x-all': 'all' } },
      )
      expect(body).to.deep.include({
        'user-agent': 'someone/1',
        accept: 'text/csv',
        'x-own': 'own',
        'x-all': 'all',
        'accept-encoding': 'gzip, deflate, br, zstd',
      })
    })

    it('carry the credentials of a URL, which the final URL does not show', async () => {
      nock(API).get('/').basicAuth({ user: 'ümit', pass: 'a:b' }).reply(302, '', { location: '/in' })
      nock(API).get('/in').basicAuth({ user: 'ümit', pass: 'a:b' }).reply(200)
      const { finalUrl } = await succeed('https://%C3%BCmit:a:b@api.example/')
      expect(finalUrl).to.equal(`${API}/in`)
    })

    it('come back in lower case, repeated ones joined, and set-cookie as an array', async () => {
      nock(API)
        .get('/')
        .reply(200, '', ['X-One', '1', 'Vary', 'accept', 'vary', 'origin', 'Set-Cookie', 'a=1, 2', 'set-cookie', 'b=2'])
      expect((await succeed(API)).headers).to.deep.include({
        'x-one': '1',
        vary: 'accept, origin',
        'set-cookie': ['a=1, 2', 'b=2'],
      })
    })

    it('come back with a single set-cookie as an array too', async () => {
      nock(API).get('/').reply(200, '', { 'Set-Cookie': 'a=1' })
      expect((await succeed(API)).headers).to.deep.include({ 'set-cookie': ['a=1'] })
    })
  })

  describe('redirects', () => {
    it('are followed to the final URL', async () => {
      nock(API).get('/old').reply(301, 'moved', { location: '/new?page=1' })
      nock(API)
        .get('/new?page=1')
        .reply(307, '', { location: `${OTHER}/newest` })
      nock(OTHER).get('/newest').reply(200, { arrived: true })
      expect(await succeed({ url: `${API}/old`, id: 'one' })).to.deep.include({
        id: 'one',
        url: `${API}/old`,
        finalUrl: `${OTHER}/newest`,
        body: { arrived: true },
        attempts: 1,
      })
    })

    it('leave a result without a final URL where there are none', async () => {
      nock(API).get('/').reply(200)
      expect(await succeed(API)).not.to.have.property('finalUrl')
    })

    for (const [status, method] of [
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
      [308, 'POST'],
    ] as const) {
      it(`make a ${method} of a POST after ${status}`, async () => {
        const body = { a: 1 }
        nock(API).post('/things', body).reply(status, '', { location: '/there' })
        nock(API)
          .intercept('/there', method, method === 'POST' ? JSON.stringify(body) : undefined)
          .reply(200, (request: Request) => ({ type: request.headers.get('content-type') }))
        const result = await succeed({ url: `${API}/things`, method: 'POST', body })
        expect(result.body).to.deep.equal({ type: method === 'POST' ? 'application/json' : null })
      })
    }

    it('keep credentials within the origin', async () => {
      nock(API).get('/old').reply(302, '', { location: '/new' })
      echoHeaders(API, '/new')
      const { body } = await succeed({ url: `${API}/old`, headers: { authorization: 'Bearer t', 'x-api-key': 'k' } })
      expect(body).to.deep.include({ authorization: 'Bearer t', 'x-api-key': 'k' })
    })

    it('leave credentials behind at another origin, also those of the batch', async () => {
      nock(API)
        .get('/old')
        .reply(302, '', { location: `${OTHER}/new` })
      echoHeaders(OTHER, '/new')
      const { body } = await succeed(
        {
          url: `${API}/old`,
          headers: { Authorization: 'Bearer t', Cookie: 'a=1', 'x-trace': '1', 'X-Request-Id': '1' },
        },
        { headers: { 'X-Api-Key': 'k' } },
      )
      expect(body).not.to.have.any.keys('authorization', 'cookie', 'x-api-key', 'x-trace')
      expect(body).to.have.property('x-request-id', '1')
    })

    it('end at the limit of the request', async () => {
      nock(API).get('/old').reply(302, '', { location: '/new' })
      const { error } = await fail({ url: `${API}/old`, maxRedirects: 0 })
      expect(error).to.deep.include({ kind: 'redirect', reason: 'too-many' })
    })

    for (const status of [300, 304]) {
      it(`are not what ${status} is`, async () => {
        nock(API).get('/').reply(status, '', { location: '/there' })
        expect((await fail(API)).error).to.deep.include({ kind: 'status', status })
      })
    }
  })

  describe('statuses', () => {
    for (const status of [200, 201, 202, 203, 206, 299]) {
      it(`succeed with ${status}`, async () => {
        nock(API).get('/').reply(status, { status })
        expect(await succeed(API)).to.deep.include({ status, body: { status } })
      })
    }

    for (const status of [204, 205]) {
      it(`succeed with ${status}, which has no body`, async () => {
        nock(API).get('/').reply(status, undefined, { 'content-type': 'application/json', 'content-length': '0' })
        expect(await succeed(API)).to.deep.include({ status, body: null, bodyType: 'empty' })
      })
    }

    for (const status of [400, 401, 403, 404, 410, 418, 422, 451, 500, 503, 599]) {
      it(`fail with ${status}`, async () => {
        nock(API).get('/').reply(status, { reason: 'none' })
        expect(await fail(API)).to.deep.include({
          error: {
            kind: 'status',
            message: `HTTP status ${status}`,
            status,
            headers: { 'content-type': 'application/json' },
            body: { reason: 'none' },
          },
          attempts: 1,
        })
      })
    }

    it('keep the body of a failure as its content type says', async () => {
      nock(API).get('/').reply(500, 'Out of order', { 'content-type': 'text/plain' })
      expect((await fail(API)).error).to.have.property('body', 'Out of order')
    })

    it('keep JSON that is none as text', async () => {
      nock(API).get('/').reply(500, '<html>', { 'content-type': 'application/json' })
      expect((await fail(API)).error).to.have.property('body', '<html>')
    })

    it('keep the body of a failure without its content encoding', async () => {
      nock(API).get('/').reply(502, gzipSync('{"a":1}'), {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      })
      expect((await fail(API)).error).to.have.deep.property('body', { a: 1 })
    })

    it('keep no more of it than 16 KiB', async () => {
      nock(API)
        .get('/')
        .reply(500, JSON.stringify('x'.repeat(20_000)), { 'content-type': 'application/json' })
      expect((await fail(API)).error).to.have.property('body', `"${'x'.repeat(16_383)}`)
    })
  })

  describe('statuses with a body that cannot be read', () => {
    for (const [encoding, bytes, body] of [
      ['gzip', Buffer.from('no gzip'), 'no gzip'],
      ['gzip', Buffer.from([0xff, 0xfe, 0xfd]), null],
      ['aws-chunked', Buffer.from('whatever'), 'whatever'],
      ['gzip', gzipSync('a'.repeat(5_000)), 'a'.repeat(1_000)],
    ] as const)
      it(`are told and retried all the same: ${encoding}, ${bytes.byteLength} bytes`, async () => {
        nock(API).get('/busy').times(2).reply(503, bytes, { 'content-encoding': encoding })
        const [result] = await collectBatch([`${API}/busy`], { retries: 1, retryDelayMs: 1, maxBodyBytes: 1_000 })
        expect(result).to.deep.include({
          attempts: 2,
          error: {
            kind: 'status',
            message: 'HTTP status 503',
            status: 503,
            headers: { 'content-encoding': encoding },
            body,
          },
        })
      })
  })

  describe('content types', () => {
    const rows: ReadonlyArray<readonly [type: string, sent: string | Buffer, bodyType: string, body: unknown]> = [
      ['application/json', '{"a":1}', 'json', { a: 1 }],
      ['Application/JSON; charset=utf-8', '"ä"', 'json', 'ä'],
      ['application/problem+json', '[1]', 'json', [1]],
      ['application/json', '\ufeff{"a":1}', 'json', { a: 1 }],
      ['application/json', 'null', 'json', null],
      ['text/plain', 'hello', 'text', 'hello'],
      ['text/html; charset=ISO-8859-1', Buffer.from('e4', 'hex'), 'text', 'ä'],
      ['text/csv; charset="windows-1252"', Buffer.from('80', 'hex'), 'text', '€'],
      ['application/xml', '<a/>', 'text', '<a/>'],
      ['application/atom+xml', '<a/>', 'text', '<a/>'],
      ['application/octet-stream', Buffer.from('00ff', 'hex'), 'base64', 'AP8='],
      ['image/png', 'png', 'base64', 'cG5n'],
      ['application/json', '', 'empty', null],
    ]
    for (const [type, sent, bodyType, body] of rows) {
      it(`read ${type} as ${bodyType}: ${JSON.stringify(body)}`, async () => {
        nock(API).get('/').reply(200, sent, { 'content-type': type })
        expect(await succeed(API)).to.deep.include({ bodyType, body })
      })
    }

    const untyped: ReadonlyArray<[sent: Buffer, bodyType: string, body: unknown]> = [
      [Buffer.from('{"ok":true}'), 'json', { ok: true }],
      [Buffer.from('text'), 'text', 'text'],
      [Buffer.from('00ff', 'hex'), 'base64', 'AP8='],
    ]
    for (const [sent, bodyType, body] of untyped)
      it(`read what has none as ${bodyType} if it is that`, async () => {
        nock(API).get('/').reply(200, sent)
        expect(await succeed(API)).to.deep.include({ bodyType, body })
      })

    it('do not matter where the request says how to read', async () => {
      nock(API).get('/').thrice().reply(200, '{"a":1}', { 'content-type': 'image/png' })
      const results = await collectBatch((['json', 'text', 'base64'] as const).map((parse) => ({ url: API, parse })))
      expect(results.map((result) => Reflect.get(result, 'body'))).to.deep.equal([{ a: 1 }, '{"a":1}', 'eyJhIjoxfQ=='])
    })
  })

  describe('content encodings', () => {
    const BODY = JSON.stringify({ text: 'hello, '.repeat(50) })
    const rows: ReadonlyArray<readonly [encoding: string, bytes: Uint8Array]> = [
      ['gzip', gzipSync(BODY)],
      ['x-gzip', gzipSync(BODY)],
      ['GZIP', gzipSync(BODY)],
      ['deflate', deflateSync(BODY)],
      ['deflate', deflateRawSync(BODY)],
      ['br', brotliCompressSync(BODY)],
      ['zstd', zstdCompressSync(BODY)],
      ['identity', Buffer.from(BODY)],
      ['gzip, br', brotliCompressSync(gzipSync(BODY))],
      ['deflate, gzip', gzipSync(deflateSync(BODY))],
      ['gzip, gzip', gzipSync(gzipSync(BODY))],
      ['gzip, identity', gzipSync(BODY)],
    ]
    for (const [encoding, bytes] of rows) {
      it(`are undone: ${encoding} of ${bytes.length} bytes`, async () => {
        const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
        nock(API).get('/').reply(200, Buffer.from(bytes), headers)
        expect((await succeed(API)).body).to.deep.equal(JSON.parse(BODY))
      })
    }

    it('are undone also if they are in two fields', async () => {
      nock(API)
        .get('/')
        .reply(200, Buffer.from(brotliCompressSync(gzipSync('twice'))), [
          ...['content-type', 'text/plain'],
          ...['content-encoding', 'gzip'],
          ...['content-encoding', 'br'],
        ])
      expect((await succeed(API)).body).to.equal('twice')
    })
  })
})
