import { expect } from 'chai'
import { of } from 'rxjs'
import type { Step } from '../../src/domain/Step.ts'
import { createHandler } from '../../src/lambda/createHandler.ts'
import type { HandlerOptions } from '../../src/lambda/createService.ts'
import { createStreamHandler } from '../../src/lambda/createStreamHandler.ts'
import type { ResponseStream } from '../../src/lambda/stream/ResponseStream.ts'
import { answer, type FakeTransport, fakeTransport } from '../support/fakeTransport.ts'
import { sqsRecord } from '../support/lambdaEvents.ts'

const URLS = ['https://a.example/1', 'https://b.example/2']

/** Takes who has a token, for the second time. */
const guarded = (): FakeTransport =>
  fakeTransport(({ headers }, number) => of(answer(headers.authorization === 'secret' && number >= 2 ? 200 : 401)))

/** A function that knows a token, and what its steps were. */
const withHooks = () => {
  const steps: Step[] = []
  const options: HandlerOptions = {
    env: { RX_FANOUT_DESTINATION: 'log' },
    transport: guarded(),
    deliver: async (_, lines) => {
      for await (const _ of lines);
    },
    prepare: async (attempt) => ({ ...attempt, headers: { ...attempt.headers, authorization: 'secret' } }),
    retryWhen: (error) => (error.kind === 'status' && error.status === 401 ? true : undefined),
    observer: { next: (step) => steps.push(step) },
  }
  return { options, steps }
}

const nowhere = (): ResponseStream => {
  const stream: ResponseStream = {
    write: () => true,
    end: () => undefined,
    addListener: () => stream,
    removeListener: () => stream,
  }
  return stream
}

describe('createService', () => {
  const batch = { urls: URLS, policy: { retryDelayMs: 1, concurrency: 2 } }
  const ways: ReadonlyArray<[name: string, invoke: (options: HandlerOptions) => Promise<unknown>]> = [
    ['an event', (options) => createHandler(options)(batch)],
    ['a stream', (options) => createStreamHandler(options)(batch, nowhere(), null)],
    [
      'messages of a queue',
      (options) => createHandler(options)({ Records: [sqsRecord('m-1', JSON.stringify(batch))] }),
    ],
  ]
  for (const [name, invoke] of ways)
    it(`lets the function prepare, judge and observe the requests of ${name}, whose token no event has`, async () => {
      const { options, steps } = withHooks()
      await invoke(options)
      const results = steps.flatMap((step) => (step.type === 'result' ? [step.result] : []))
      expect(results.map(({ outcome, attempts }) => [outcome, attempts])).to.deep.equal([
        ['success', 2],
        ['success', 2],
      ])
    })
})
