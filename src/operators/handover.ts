import { createFifo } from './fifo.ts'

/** Where values meet those who ask for them: whoever comes first waits, and both keep their order. */
export type Handover<T> = {
  /** Hands a value to who has asked first; false where nobody has, so that it waits. */
  give(value: T): boolean
  /** How many values wait. */
  readonly waiting: number
  /** Resolves to the next value; once all are taken after the end, rejects once with its failure, and then is done. */
  take(): Promise<IteratorResult<T, undefined>>
  /** Nothing more comes. */
  end(failure?: { readonly error: unknown }): void
  /** Nothing more is wanted: what waits is dropped. */
  leave(): void
}

const DONE: IteratorResult<never, undefined> = Object.freeze({ done: true, value: undefined })

export function createHandover<T>(): Handover<T> {
  type Answer = IteratorResult<T, undefined> | Promise<never>
  let values = createFifo<{ readonly value: T }>()
  const askers = createFifo<(answer: Answer) => void>()
  let over = false
  let failed: { readonly error: unknown } | undefined

  /** What is answered once there are no more values. */
  const last = (): Answer => {
    const failure = failed
    failed = undefined
    return failure === undefined ? DONE : Promise.reject(failure.error)
  }

  const end: Handover<T>['end'] = (failure) => {
    if (over) return
    over = true
    failed = failure
    for (let answer = askers.take(); answer !== undefined; answer = askers.take()) answer(last())
  }

  return {
    give(value) {
      const answer = askers.take()
      if (answer === undefined) values.add({ value })
      else answer({ done: false, value })
      return answer !== undefined
    },
    get waiting() {
      return values.size
    },
    take() {
      const next = values.take()
      if (next !== undefined) return Promise.resolve({ done: false, value: next.value })
      return over ? Promise.resolve(last()) : new Promise(askers.add)
    },
    end,
    leave() {
      end()
      failed = undefined
      values = createFifo()
    },
  }
}
