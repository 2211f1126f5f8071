import { expect } from 'chai'
import { of, throwError } from 'rxjs'
import { collectBatch, type RequestInput } from '../src/index.ts'
import { createHandler } from '../src/lambda/index.ts'
import { captureStderr } from './support/captureStderr.ts'
import { answer, fakeTransport } from './support/fakeTransport.ts'

const URL_A = 'https://a.example/'

const fail = (): never => {
  throw new Error('s3cr3t')
}
const getter = (field: string): object => Object.defineProperty({}, field, { get: fail, enumerable: true })
const hostile = new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail })

describe('code of its user', () => {
  describe('in a transport', () => {
    const thrown: ReadonlyArray<[name: string, value: unknown]> = [
      ['an error', new TypeError('s3cr3t', { cause: 's3cr3t' })],
      ['a string', 's3cr3t'],
      ['an error whose message throws', Object.defineProperty(new Error(), 'message', { get: fail })],
      ['an object whose kind throws', getter('kind')],
      ['what throws whatever is asked', hostile],
    ]
    for (const [name, value] of thrown) {
      it(`may throw ${name}: that is the cause of an unexpected failure`, async () => {
        const failing = [
          () => throwError(() => value),
          (): never => {
            throw value
          },
        ]
        for (const respond of failing) {
          const [result] = await collectBatch([URL_A], { transport: fakeTransport(respond) })
          const error = result?.outcome === 'failure' ? result.error : expect.fail('It succeeded')
          expect(error.kind === 'unexpected' && error.cause).to.equal(value)
          expect(JSON.stringify(result)).to.not.include('s3cr3t')
        }
      })

      it(`may throw ${name}: neither answers nor logs of Lambda tell it`, async () => {
        const transport = fakeTransport(() => throwError(() => value))
        for (const results of ['body', 'full'])
          for (const env of [{}, { RX_FANOUT_DESTINATION: 'log' }]) {
            const record = { messageId: '1', body: URL_A, eventSource: 'aws:sqs' }
            const { value: answers, lines } = await captureStderr(async () => {
              const handler = createHandler({ env, transport })
              return [await handler({ urls: [URL_A], results }), await handler({ Records: [record] })]
            })
            const told = `${JSON.stringify(answers)}${lines.join('')}`
            expect(told).to.include('unexpected').and.not.include('s3cr3t')
          }
      })
    }
  })

  describe('in a source', () => {
    const result = (field: string): IteratorResult<RequestInput> =>
      Object.defineProperty({ done: false, value: URL_A }, field, { get: fail }) as IteratorResult<RequestInput>
    const iterable = (next: () => IteratorResult<RequestInput>): Iterable<RequestInput> => ({
      [Symbol.iterator]: () => ({ next }),
    })
    const asyncIterable = (next: () => Promise<IteratorResult<RequestInput>>): AsyncIterable<RequestInput> => ({
      [Symbol.asyncIterator]: () => ({ next }),
    })
    const sources: ReadonlyArray<[name: string, source: Iterable<RequestInput> | AsyncIterable<RequestInput>]> = [
      ['next() throws', iterable(fail)],
      ['value throws', iterable(() => result('value'))],
      ['done throws', iterable(() => result('done'))],
      ['async next() throws', asyncIterable(fail)],
      ['async next() rejects', asyncIterable(async () => fail())],
      ['async value throws', asyncIterable(async () => result('value'))],
      ['async done throws', asyncIterable(async () => result('done'))],
    ]
    for (const [name, source] of sources)
      it(`rejects with the error itself where ${name}`, async () => {
        const transport = fakeTransport(() => of(answer(200, {})))
        const error: unknown = await collectBatch(source, { transport }).then(
          () => undefined,
          (rejection) => rejection,
        )
        expect(error).to.be.instanceOf(Error).with.property('message', 's3cr3t')
      })

    for (const given of [undefined, null, 5, 'done'])
      it(`ends the batch where next() gives ${given}, as a loop would`, async () => {
        const next = (): never => given as never
        for (const source of [iterable(next), asyncIterable(next)]) {
          const error: unknown = await collectBatch(source, {
            transport: fakeTransport(() => of(answer(200, {}))),
          }).then(
            () => undefined,
            (rejection) => rejection,
          )
          expect(error)
            .to.be.instanceOf(TypeError)
            .with.property('message')
            .that.matches(/^next\(\) of the requests must give an object, got /)
        }
      })

    it('is read synchronously where its async method is none', async () => {
      for (const none of [undefined, null]) {
        const source = Object.assign([URL_A], { [Symbol.asyncIterator]: none })
        const results = await collectBatch(source, { transport: fakeTransport(() => of(answer(200, {}))) })
        expect(results.map(({ outcome }) => outcome)).to.deep.equal(['success'])
      }
    })

    it('may abort its own batch from within: its finally runs', async () => {
      const controller = new AbortController()
      const log: string[] = []
      function* urls() {
        try {
          yield URL_A
          controller.abort()
          yield `${URL_A}2`
          log.push('went on')
        } finally {
          log.push('finally')
        }
      }
      const transport = fakeTransport(() => of(answer(200, {})))
      const results = await collectBatch(urls(), { transport, concurrency: 1, signal: controller.signal })
      expect(log).to.deep.equal(['finally'])
      expect(results[0]).to.include({ outcome: 'success' })
      for (const late of results.slice(1)) expect(late).to.deep.nested.include({ 'error.kind': 'aborted' })
    })
  })
})
