import { Subject } from 'rxjs'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { type Answer, type FakeTransport, fakeTransport, OK } from './fakeTransport.ts'

export type HeldTransport = {
  readonly transport: FakeTransport
  /** How many attempts wait for their answer. */
  readonly owed: number
  /** Answers the attempt at `place` among those that wait, the oldest by default. */
  answer(place?: number, response?: Answer): void
  fail(error: FetchError): void
}

/** A transport whose attempts last until the test answers them. */
export function heldTransport(): HeldTransport {
  const owed: Subject<Answer>[] = []
  const settle = (place: number): Subject<Answer> => {
    const [answer$] = owed.splice(place, 1)
    if (answer$ === undefined) throw new Error(`No attempt waits at ${place}`)
    return answer$
  }
  return {
    transport: fakeTransport(() => {
      const answer$ = new Subject<Answer>()
      owed.push(answer$)
      return answer$
    }),
    get owed() {
      return owed.length
    },
    answer: (place = 0, response = OK) => settle(place).next(response),
    fail: (error) => settle(0).error(error),
  }
}
