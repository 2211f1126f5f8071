import { expect } from 'chai'
import { type RunHelpers, TestScheduler } from 'rxjs/testing'

/** A test in virtual time: one frame is one millisecond, and what differs is shown frame by frame. */
export const marbles = (test: (helpers: RunHelpers) => void) => (): void =>
  new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected)
  }).run(test)
