import { expect } from 'chai'
import { Subject } from 'rxjs'
import type { Step, StepObserver } from '../../src/domain/Step.ts'
import { answer } from '../support/fakeTransport.ts'
import { answering, play } from '../support/play.ts'

const SECRET = 'very-secret'

/** The steps of requests that are refused, are retried, wait for their turn and have others beside them. */
const steps = (): readonly Step[] => {
  const requests = [1, 2, 3].map((number) => ({
    url: `https://a.example/${number}`,
    method: 'QUERY',
    headers: { authorization: SECRET },
    body: SECRET,
  }))
  const busy = answer(429, SECRET, { 'retry-after': '1', 'set-cookie': [SECRET] })
  return play(requests, answering(20, busy), { concurrency: 2, retries: 1, hedgeAfterMs: 10, history: true }).steps
}

describe('Step', () => {
  it('tells no header value and no body before the result', () => {
    const told = steps().filter(({ type }) => type !== 'result' && type !== 'retry')
    expect(told.map(({ type }) => type)).to.include.members(['waiting', 'attempt', 'response', 'closed', 'open'])
    expect(JSON.stringify(told)).to.not.include(SECRET)
  })

  it('is the same when it comes back from a line of NDJSON', () => {
    const all = steps()
    expect(all.map((step) => JSON.parse(JSON.stringify(step)))).to.deep.equal(all)
  })

  it('has a Subject for its observer', () => {
    const observer: StepObserver = new Subject<Step>()
    expect(observer.next).to.be.a('function')
  })
})
