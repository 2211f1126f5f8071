import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { FetchError, invalidRequest, timedOut, toFetchError } from '../../src/domain/FetchError.ts'
import { anyFetchError } from '../support/arbitraries.ts'

const message = 'made up'

describe('FetchError', () => {
  const kinds: readonly FetchError[] = [
    { kind: 'timeout', message, clock: 'connect' },
    { kind: 'dns', message, code: 'ENOTFOUND' },
    { kind: 'connect', message, code: 'ECONNREFUSED' },
    { kind: 'tls', message, code: 'CERT_HAS_EXPIRED' },
    { kind: 'socket', message, code: 'ECONNRESET' },
    { kind: 'protocol', message, code: 'HPE_INVALID_CONSTANT' },
    { kind: 'status', message, status: 404, headers: {}, body: null },
    { kind: 'status', message, status: 429, headers: { 'set-cookie': ['a=1'] }, body: { a: 1 }, retryAfterMs: 5 },
    { kind: 'parse', message, reason: 'depth' },
    { kind: 'too-large', message, part: 'headers', limitBytes: 5 },
    { kind: 'redirect', message, reason: 'too-many' },
    { kind: 'rate-limited', message, status: 429, retryAfterMs: 5 },
    { kind: 'deadline', message },
    { kind: 'aborted', message },
    { kind: 'invalid-request', message, field: 'url' },
    { kind: 'blocked', message },
    { kind: 'output-limit', message, limitBytes: 5, bodyBytes: 6 },
    { kind: 'output-limit', message, limitBytes: 5, bodyBytes: 6, location: 's3://a/b' },
    { kind: 'unexpected', message },
  ]
  for (const error of kinds)
    it(`knows ${JSON.stringify(error)}`, () => {
      expect(FetchError.decode(error)).to.deep.equal(E.right(error))
    })

  const strangers: readonly unknown[] = [
    null,
    'timeout',
    {},
    { kind: 'timeout' },
    { kind: 'timeout', message },
    { kind: 'timeout', message, clock: 'wall' },
    { kind: 'connect', message },
    { kind: 'deadline', message, code: 'EXTRA' },
    { kind: 'status', message, status: 404, body: null },
    { kind: 'status', message, status: 404, headers: { age: 5 }, body: null },
    { kind: 'too-large', message, part: 'trailers', limitBytes: 5 },
    { kind: 'circuit-open', message },
    { kind: 'toString', message },
  ]
  for (const value of strangers)
    it(`does not know ${JSON.stringify(value)}`, () => {
      expect(FetchError.is(value)).to.equal(false)
      expect(E.isLeft(FetchError.decode(value))).to.equal(true)
    })

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(anyFetchError, (error) => {
        expect(FetchError.decode(JSON.parse(JSON.stringify(error)))).to.deep.equal(E.right(error))
      }),
    )
  })
})

describe('timedOut', () => {
  it('names the clock that ran out', () => {
    expect(timedOut('total')).to.deep.equal({ kind: 'timeout', message: 'Request timed out', clock: 'total' })
  })
})

describe('invalidRequest', () => {
  it('names the field, the rule and what was received', () => {
    expect(invalidRequest('method', 'an HTTP token', '""')).to.deep.equal({
      kind: 'invalid-request',
      message: 'Invalid request: method must be an HTTP token, got ""',
      field: 'method',
    })
  })
})

const fail = (): never => {
  throw new Error('secret')
}
const HOSTILE = new Proxy(
  {},
  { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail },
)

class LooksLikeOne {
  get kind(): string {
    return 'aborted'
  }
  get message(): string {
    return 'secret'
  }
}

describe('toFetchError', () => {
  it('keeps what was thrown as the cause of what is unexpected, where nothing that copies it sees it', () => {
    for (const thrown of [new RangeError('boom'), 'boom', null, { kind: 'aborted' }, HOSTILE]) {
      const error = toFetchError(thrown)
      expect(error.kind === 'unexpected' && error.cause).to.equal(thrown)
      expect({ ...error }).to.have.all.keys('kind', 'message')
      expect(JSON.stringify(error)).to.not.include('boom')
      expect(toFetchError(error)).to.equal(error)
    }
    expect(toFetchError(undefined)).to.not.have.property('cause')
  })

  it('reads fields that are made when they are read once', () => {
    let reads = 0
    const thrown = {
      kind: 'aborted',
      get message(): string {
        reads += 1
        if (reads > 1) fail()
        return 'as it was read'
      },
    }
    const error = toFetchError(thrown)
    expect({ ...error, ...error }).to.deep.equal({ kind: 'aborted', message: 'as it was read' })
  })

  it('gives a FetchError as it is', () => {
    const error = timedOut('attempt')
    expect(toFetchError(error)).to.equal(error)
  })

  const thrown: ReadonlyArray<[name: string, value: unknown, text: string]> = [
    ['an error', new Error('secret'), 'Error'],
    ['an error of another class', new RangeError('secret'), 'RangeError'],
    ['an error with a name that is no word', Object.assign(new Error(), { name: 'secret token' }), 'object'],
    ['an error with a very long name', Object.assign(new Error(), { name: 'secret'.repeat(10) }), 'object'],
    ['an error with a kind of its own', Object.assign(new Error(), { kind: 'timeout' }), 'Error'],
    ['a string', 'secret', 'string'],
    ['a number', 5, 'number'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'object'],
    ['an error whose name throws', Object.defineProperty(new Error(), 'name', { get: fail }), 'object'],
    ['what throws whatever is asked', HOSTILE, 'object'],
    [
      'a kind that throws',
      Object.defineProperty({ message: 'secret' }, 'kind', { get: fail, enumerable: true }),
      'object',
    ],
    [
      'a message that throws',
      Object.defineProperty({ kind: 'aborted' }, 'message', { get: fail, enumerable: true }),
      'object',
    ],
    ['an object of a class that only looks like one', new LooksLikeOne(), 'object'],
    ['a FetchError with more in it', { ...timedOut('total'), url: 'secret' }, 'object'],
  ]
  for (const [name, value, text] of thrown)
    it(`makes ${name} unexpected, without any of its text`, () => {
      expect(toFetchError(value)).to.deep.equal({ kind: 'unexpected', message: `Unexpected error (${text})` })
    })

  it('takes no Error for a FetchError, whatever its fields', () => {
    const error = Object.assign(new Error('boom'), { kind: 'aborted' })
    expect(toFetchError(error)).to.deep.equal({ kind: 'unexpected', message: 'Unexpected error (Error)' })
  })

  it('makes a FetchError of anything', () => {
    fc.assert(fc.property(fc.anything(), (value) => FetchError.is(toFetchError(value))))
  })
})
