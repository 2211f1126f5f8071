import { expect } from 'chai'
import * as t from 'io-ts'
import { lastValueFrom, of, timer, toArray } from 'rxjs'
import { map } from 'rxjs/operators'
import { collectBatch } from '../src/collectBatch.ts'
import type { StandardSchema } from '../src/domain/BodyCodec.ts'
import type { FetchResult } from '../src/domain/FetchResult.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { streamResults } from '../src/streamResults.ts'
import { answer, fakeTransport } from './support/fakeTransport.ts'

const A = 'https://a.example/'
const User = t.type({ name: t.string }, 'User')
type User = t.TypeOf<typeof User>

/** A Standard Schema that takes its time, as one that asks a database does. */
const Later: StandardSchema<string> = {
  '~standard': {
    version: 1,
    vendor: 'spec',
    validate: async (value) => (User.is(value) ? { value: value.name } : { issues: [{ message: 'No user' }] }),
  },
}

const bodies = (...answers: readonly unknown[]) => fakeTransport((_, number) => of(answer(200, answers[number])))
const ADA = { name: 'Ada' }

/** What a result says of its body. */
const bodyOf = (result: FetchResult): unknown =>
  result.outcome === 'success' ? result.body : result.error.kind === 'schema' ? result.error.issues : result.error

describe('codec', () => {
  it('types the bodies of all that it fits', async () => {
    const results: FetchResult<User>[] = await collectBatch([A, A], { codec: User, transport: bodies(ADA, {}) })
    expect(results.map(bodyOf)).to.deep.equal([ADA, [{ path: 'name', expected: 'string' }]])
    const [first] = results
    expect(first?.outcome === 'success' && first.body.name).to.equal('Ada')
  })

  it('may change bodies, now or later', async () => {
    const result$ = fetchBatch([A, A], { codec: Later, transport: bodies(ADA, {}) })
    const results: FetchResult<string>[] = await lastValueFrom(result$.pipe(toArray()))
    expect(results.sort((a, b) => a.index - b.index).map(bodyOf)).to.deep.equal([
      'Ada',
      [{ path: '', expected: 'No user' }],
    ])
  })

  it('goes for streams too', async () => {
    const seen: unknown[] = []
    for await (const result of streamResults([A], { codec: Later, transport: bodies(ADA) })) {
      const body: string | undefined = result.outcome === 'success' ? result.body : undefined
      seen.push(body)
    }
    expect(seen).to.deep.equal(['Ada'])
  })

  it('is not asked about errors, and what does not fit is not fetched again', async () => {
    const asked: unknown[] = []
    const codec = {
      decode(body: unknown) {
        asked.push(body)
        return User.decode(body)
      },
    }
    const transport = fakeTransport((_, number) => of(answer(number === 0 ? 503 : 200, {})))
    const [result] = await collectBatch([A], { codec, transport, retryDelayMs: 1, history: true })
    expect(result).to.have.nested.property('error.kind', 'schema')
    expect(result?.history?.map(({ status, error }) => ({ status, error }))).to.deep.equal([
      { status: 503, error: 'status' },
      { status: 200, error: 'schema' },
    ])
    expect(asked).to.deep.equal([{}])
  })

  it('may have what does not fit fetched again', async () => {
    const retryWhen = (error: { readonly kind: string }) => error.kind === 'schema' || undefined
    const [result] = await collectBatch([A], { codec: User, transport: bodies({}, ADA), retryDelayMs: 1, retryWhen })
    expect(result).to.deep.include({ outcome: 'success', body: ADA, attempts: 2 })
  })

  it('that never answers is out of time with its attempt', async () => {
    const codec: StandardSchema<string> = {
      '~standard': { version: 1, vendor: 'spec', validate: () => new Promise(() => {}) },
    }
    const [result] = await collectBatch([A], { codec, transport: bodies(ADA), timeoutMs: 20, retries: 0 })
    expect(result).to.have.nested.property('error.clock', 'attempt')
  })

  it('decides which of two attempts wins', async () => {
    const transport = fakeTransport((_, number) =>
      timer(number === 0 ? 60 : 1).pipe(map(() => answer(200, number === 0 ? ADA : {}))),
    )
    const [result] = await collectBatch([A], { codec: User, transport, hedgeAfterMs: 5 })
    expect(result).to.have.nested.property('error.kind', 'schema') // an answer that is not retried wins
  })

  it('has to be one', () => {
    for (const codec of [{}, null, 'string', () => true, { '~standard': {} }])
      expect(() => fetchBatch([], { codec: codec as never })).to.throw(
        TypeError,
        /^Invalid option codec: must be an io-ts decoder or a Standard Schema, got /,
      )
  })
})
