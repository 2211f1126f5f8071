import { expect } from 'chai'
import { VirtualTimeScheduler } from 'rxjs'
import { createContext } from '../src/BatchContext.ts'
import type { Step, StepObserver } from '../src/domain/Step.ts'
import { decodeOptions, type FetchOptions } from '../src/FetchOptions.ts'
import { RESET } from './support/expectedResults.ts'
import { groupOf } from './support/groups.ts'
import { unhandledDuring } from './support/unhandledDuring.ts'

const A = 'https://a.example/'
const STEP: Step = { type: 'attempt', index: 0, url: A, attempt: 1 }

const contextOf = (options: FetchOptions) =>
  createContext(
    decodeOptions({ scheduler: new VirtualTimeScheduler(), ...options }),
    () => 70,
    () => {},
  )

describe('createContext', () => {
  it('says when the batch must be over', () => {
    expect(contextOf({ deadlineMs: 30 }).deadlineAtMs).to.equal(100)
    expect(contextOf({}).deadlineAtMs).to.equal(Number.POSITIVE_INFINITY)
  })

  it('has nobody to tell where nobody listens', () => {
    expect(contextOf({})).to.include({ tell: undefined, lookAt: undefined, retryWhen: undefined })
  })

  it('tells who listens, as a method of theirs', () => {
    class Listener implements StepObserver {
      readonly heard: Step[] = []
      next(step: Step): void {
        this.heard.push(step)
      }
    }
    const observer = new Listener()
    const { tell, lookAt } = contextOf({ observer })
    tell?.(STEP)
    lookAt?.(groupOf({})) // which is open, and was never told to be closed
    expect(observer.heard).to.deep.equal([STEP])
  })

  it('is not harmed by who throws, at once or later', async () => {
    const observers: ReadonlyArray<() => unknown> = [
      () => {
        throw new Error('mine')
      },
      () => Promise.reject(new Error('mine')),
    ]
    const tellAll = async () => {
      for (const next of observers) contextOf({ observer: { next } as StepObserver }).tell?.(STEP)
    }
    expect(await unhandledDuring(tellAll)).to.deep.equal([])
  })

  const verdicts: ReadonlyArray<[given: unknown, verdict: boolean | undefined | 'none']> = [
    [true, true],
    [false, false],
    [undefined, undefined],
    [null, undefined],
    [1, 'none'],
    ['no', 'none'],
    [Promise.resolve(false), 'none'],
  ]
  for (const [given, verdict] of verdicts)
    it(`takes ${given} for ${verdict === 'none' ? 'no verdict' : verdict}`, () => {
      const { retryWhen } = contextOf({ retryWhen: (() => given) as NonNullable<FetchOptions['retryWhen']> })
      const ask = () => retryWhen?.(RESET, { attempts: 1, request: A })
      if (verdict === 'none') expect(ask).to.throw(TypeError, /^Invalid option retryWhen: must give true, false/)
      else expect(ask()).to.equal(verdict)
    })
})
