import { map, type Observable, timer, VirtualTimeScheduler } from 'rxjs'
import type { Attempt } from '../../src/domain/Attempt.ts'
import type { FetchRequest } from '../../src/domain/FetchRequest.ts'
import type { FetchResult } from '../../src/domain/FetchResult.ts'
import type { Step } from '../../src/domain/Step.ts'
import type { FetchOptions } from '../../src/FetchOptions.ts'
import { fetchBatch } from '../../src/fetchBatch.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { type Answer, fakeTransport } from './fakeTransport.ts'

/** What a server does in virtual time. */
export type Play = (scheduler: VirtualTimeScheduler, attempt: Attempt, number: number) => Observable<Answer>

/** Options, which may need the clock. */
type Options = FetchOptions | ((scheduler: VirtualTimeScheduler) => FetchOptions)

export const array = <T>(length: number, at: (place: number) => T): T[] =>
  Array.from({ length }, (_, place) => at(place))

/** Runs a batch in virtual time to its end. */
export function play(requests: Iterable<string | FetchRequest>, answers: Play, options: Options = {}) {
  const scheduler = new VirtualTimeScheduler()
  const traffic = createTraffic()
  const starts: number[] = []
  const transport = fakeTransport((attempt, number) => {
    starts.push(scheduler.now())
    return answers(scheduler, attempt, number)
  })
  const steps: Step[] = []
  const results: FetchResult[] = []
  let completions = 0
  fetchBatch(requests, {
    transport,
    scheduler,
    random: () => 0.5,
    traffic,
    observer: { next: (step) => steps.push(step) },
    ...(typeof options === 'function' ? options(scheduler) : options),
  }).subscribe({
    next: (result) => results.push(result),
    complete: () => {
      completions += 1
    },
  })
  scheduler.flush()
  return { results, steps, starts, transport, scheduler, traffic, completions }
}

export const answering =
  (ms: number, response: Answer): Play =>
  (scheduler) =>
    timer(ms, scheduler).pipe(map(() => response))

/** The steps of a request as letters: waiting, attempt, response (p), retry, result (x); of a group: closed and open. */
const LETTERS = { waiting: 'w', attempt: 'a', response: 'p', retry: 'r', result: 'x', closed: 'C', open: 'O' }
export const lettersOf = (steps: readonly Step[], index?: number): string =>
  steps
    .filter((step) => index === undefined || ('index' in step && step.index === index))
    .map(({ type }) => LETTERS[type])
    .join('')
