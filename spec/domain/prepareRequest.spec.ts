import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { invalidRequest } from '../../src/domain/FetchError.ts'
import { DEFAULT_POLICY, requestPolicyFields } from '../../src/domain/FetchPolicy.ts'
import { prepareRequest } from '../../src/domain/prepareRequest.ts'
import { UnreadableRequest } from '../../src/domain/UnreadableRequest.ts'

const URL_A = 'https://a.example/'
const DEFAULTS = { policy: DEFAULT_POLICY, headers: { accept: '*/*' } }

const prepare = (request: unknown) => prepareRequest(request, 3, DEFAULTS)

const OWN = "FIELD must be a field of the request's own, got one of its class: give a plain object"

class Getters {
  readonly url = URL_A
  get id(): string {
    return 'a'
  }
}

class OwnFields {
  readonly url = URL_A
  readonly id = 'a'
}

describe('prepareRequest', () => {
  it('makes a URL a GET under the policy of the batch', () => {
    expect(prepare(URL_A)).to.deep.equal({
      index: 3,
      id: undefined,
      url: URL_A,
      policy: DEFAULT_POLICY,
      repeatable: true,
      attempt: E.right({
        url: URL_A,
        method: 'GET',
        headers: { accept: '*/*' },
        body: null,
        maxBodyBytes: DEFAULT_POLICY.maxBodyBytes,
        maxRedirects: DEFAULT_POLICY.maxRedirects,
      }),
    })
  })

  const sameAsUrl: ReadonlyArray<[name: string, request: unknown]> = [
    ['a URL object', new URL(URL_A)],
    ['a URL object of another realm', { [Symbol.toStringTag]: 'URL', href: URL_A }],
    ['a request with a URL object', { url: new URL(URL_A) }],
    ['a request without a prototype', Object.assign(Object.create(null), { url: URL_A })],
  ]
  for (const [name, request] of sameAsUrl)
    it(`takes ${name} as its URL`, () => {
      expect(prepare(request)).to.deep.equal(prepare(URL_A))
    })

  it('takes an object of a class by the fields that it owns', () => {
    expect(prepare(new OwnFields())).to.deep.equal(prepare({ url: URL_A, id: 'a' }))
  })

  it('takes what stands for a request that could not be read as its failure', () => {
    const error = invalidRequest('line 2', 'a URL', 'other text')
    const { url, attempt } = prepare(new UnreadableRequest('nonsense', error))
    expect({ url, attempt }).to.deep.equal({ url: 'nonsense', attempt: E.left(error) })
  })

  it('shares the policy of the batch with requests that set none of their own', () => {
    expect(prepare(URL_A).policy).to.equal(DEFAULT_POLICY)
    expect(prepare({ url: URL_A, id: 'a', timeoutMs: undefined }).policy).to.equal(DEFAULT_POLICY)
  })

  it("lets every policy field of a request come over the batch's", () => {
    const own = {
      timeoutMs: 1,
      totalTimeoutMs: 2,
      retries: 3,
      retryStatuses: [404],
      retryDelayMs: 4,
      maxRetryDelayMs: 5,
      maxRetryAfterMs: 6,
      hedgeAfterMs: 9,
      maxBodyBytes: 7,
      maxRedirects: 8,
      parse: 'text',
    }
    expect(own).to.have.all.keys(requestPolicyFields)
    const { policy, attempt } = prepare({ url: URL_A, ...own })
    expect(policy).to.deep.equal({ ...DEFAULT_POLICY, ...own })
    expect(E.isRight(attempt) && attempt.right).to.include({ maxBodyBytes: 7, maxRedirects: 8 })
    expect(DEFAULT_POLICY.timeoutMs).to.equal(10_000)
  })

  const repeatable: ReadonlyArray<[request: object, repeatable: boolean]> = [
    [{ method: 'GET' }, true],
    [{ method: 'put' }, true],
    [{ method: 'DELETE' }, true],
    [{ method: 'QUERY', body: 'q' }, true],
    [{ method: 'POST' }, false],
    [{ method: 'PATCH' }, false],
    [{ method: 'POST', headers: { 'Idempotency-Key': 'k' } }, true],
    [{ method: 'PATCH', headers: { 'idempotency-key': 'k' } }, true],
    [{ method: 'POST', headers: { 'idempotency-key': '' } }, false],
    [{ method: 'POST', idempotent: true }, true],
    [{ method: 'M-SEARCH', idempotent: true }, true],
    [{ method: 'POST', idempotent: undefined }, false],
    [{ method: 'GET', idempotent: undefined }, true],
    [{ method: 'GET', idempotent: false }, false],
    [{ method: 'DELETE', idempotent: false }, false],
    [{ method: 'POST', headers: { 'idempotency-key': 'k' }, idempotent: false }, false],
    [{ method: 'GET', body: 'no body may be here', idempotent: true }, false],
  ]
  for (const [request, expected] of repeatable)
    it(`${expected ? 'lets' : 'does not let'} ${JSON.stringify(request)} be sent twice`, () => {
      expect(prepare({ url: URL_A, ...request }).repeatable).to.equal(expected)
    })

  const invalid: ReadonlyArray<[name: string, request: unknown, prepared: object, field: string, message: string]> = [
    ['null', null, { url: '' }, 'request', 'it must be FetchRequest, got null'],
    ['nothing', undefined, { url: '' }, 'request', 'it must be FetchRequest, got nothing'],
    ['a number', 5, { url: '' }, 'request', 'it must be FetchRequest, got 5'],
    ['a Request', new Request(URL_A, { method: 'POST' }), { url: URL_A }, 'url', OWN.replace('FIELD', 'url')],
    ['an object of a class with a URL', new Getters(), { url: URL_A, id: 'a' }, 'id', OWN.replace('FIELD', 'id')],
    [
      'an inherited method',
      Object.assign(Object.create({ method: 'POST' }), { url: URL_A }),
      { url: URL_A },
      'method',
      OWN.replace('FIELD', 'method'),
    ],
    ['an array', [URL_A], { url: '' }, 'request', 'it must be FetchRequest, got an array of 1'],
    ['no URL', { id: 'a' }, { url: '', id: 'a' }, 'url', 'url must be string, got nothing'],
    [
      'a URL of another type',
      { url: 5, id: 6 },
      { url: '' },
      'url',
      'url must be string, got 5; id must be string, got 6',
    ],
    [
      'a header of another type',
      { url: URL_A, headers: { a: 1 } },
      { url: URL_A },
      'headers',
      'headers must be string, got 1',
    ],
    [
      'a secret under a wrong name',
      { url: URL_A, Authorization: 'Bearer secret', method: 5 },
      { url: URL_A },
      'Authorization',
      'Authorization is no known field; method must be string, got 5',
    ],
    [
      'a secret of the wrong kind',
      { url: URL_A, retries: 'secret' },
      { url: URL_A },
      'retries',
      'retries must be an integer from 0 to 100, got a string',
    ],
    [
      'several things',
      { url: URL_A, id: 'a', retries: -1, timeout: 5 },
      { url: URL_A, id: 'a' },
      'retries',
      'retries must be an integer from 0 to 100, got -1; timeout is no known field; did you mean timeoutMs?',
    ],
  ]
  for (const [name, request, { url, id }, field, sentence] of invalid as ReadonlyArray<
    [string, unknown, { url: string; id?: string }, string, string]
  >)
    it(`makes ${name} an invalid request at its place`, () => {
      expect(prepare(request)).to.deep.equal({
        index: 3,
        id,
        url,
        policy: DEFAULT_POLICY,
        repeatable: false,
        attempt: E.left({ kind: 'invalid-request', message: `Invalid request: ${sentence}`, field }),
      })
    })

  it('keeps id and place of a request that cannot be sent', () => {
    const prepared = prepare({ url: 'no URL', id: 'a', method: 'GET' })
    expect(prepared).to.include({ index: 3, id: 'a', url: 'no URL', repeatable: false })
    expect(E.isLeft(prepared.attempt)).to.equal(true)
  })

  const throwing = {
    get url(): string {
      throw new Error('secret')
    },
  }
  const unreadable: ReadonlyArray<[name: string, request: object]> = [
    ['throws', throwing],
    ['inherits what it may not have', Object.assign(Object.create({ method: 5 }), { url: URL_A })],
  ]
  for (const [name, request] of unreadable)
    it(`makes a request that ${name} an invalid one`, () => {
      const { index, attempt } = prepare(request)
      expect(index).to.equal(3)
      expect(E.isLeft(attempt) && attempt.left).to.include({ kind: 'invalid-request' })
    })

  it('never throws for anything that JSON or a program can hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ url: fc.webUrl(), body: fc.anything() })), (request) => {
        const { index, attempt } = prepare(request)
        expect(index).to.equal(3)
        if (E.isLeft(attempt)) expect(attempt.left.kind).to.equal('invalid-request')
      }),
    )
  })
})
