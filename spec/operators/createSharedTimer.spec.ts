import { expect } from 'chai'
import { type SchedulerLike, Subscription, VirtualTimeScheduler } from 'rxjs'
import { createSharedTimer } from '../../src/operators/createSharedTimer.ts'

/** A shared timer in virtual time, what rang in it, and how often it set a timer of the scheduler under it. */
function shared() {
  const clock = new VirtualTimeScheduler()
  const set = { count: 0 }
  const counted: SchedulerLike = {
    now: () => clock.now(),
    schedule: (...work: Parameters<SchedulerLike['schedule']>) => {
      set.count += 1
      return clock.schedule(...work)
    },
  }
  const rang: Array<readonly [name: string, atMs: number]> = []
  const timer = createSharedTimer(counted, () => clock.now())
  const ring = (name: string, delayMs: number): Subscription =>
    timer.schedule(() => {
      rang.push([name, clock.now()])
    }, delayMs)
  const at = (atMs: number, act: () => void) => clock.schedule(act, atMs)
  return { clock, timer, ring, rang, at, set }
}

describe('createSharedTimer', () => {
  it('does each work once, at its time', () => {
    const { clock, ring, rang, at } = shared()
    ring('a', 10)
    ring('b', 5)
    at(3, () => ring('c', 5))
    at(4, () => ring('d', 1))
    clock.flush()
    expect(rang).to.deep.equal([
      ['b', 5],
      ['d', 5],
      ['c', 8],
      ['a', 10],
    ])
  })

  it('never does what was unsubscribed: the first, the last and one between', () => {
    const { clock, ring, rang, at } = shared()
    const [first, , between, , last] = ['a', 'b', 'c', 'd', 'e'].map((name) => ring(name, 10))
    at(9, () => {
      for (const one of [first, between, last]) one?.unsubscribe()
    })
    clock.flush()
    expect(rang).to.deep.equal([
      ['b', 10],
      ['d', 10],
    ])
    expect(first?.closed).to.equal(true)
  })

  it('sets one timer for many that come and go, and none once all have gone', () => {
    const { clock, ring, rang, at, set } = shared()
    let under: Subscription[] = [ring('0', 1_000)]
    for (let ms = 1; ms < 1_000; ms += 1)
      at(ms, () => {
        under.push(ring(String(ms), 1_000))
        under.shift()?.unsubscribe()
      })
    at(1_500, () => {
      for (const one of under) one.unsubscribe()
      under = []
    })
    clock.flush()
    expect(rang).to.deep.equal([])
    expect(set.count).to.equal(2) // at the first one's time, when the last has yet to wait
    expect(clock.now()).to.be.below(1_999)
  })

  it('takes what is scheduled, and unsubscribed, while it rings', () => {
    const { clock, ring, rang, timer } = shared()
    let victim: Subscription | undefined
    timer.schedule(() => {
      ring('soon', 0)
      ring('later', 7)
      victim?.unsubscribe()
    }, 5)
    victim = ring('victim', 5)
    ring('neighbour', 5)
    clock.flush()
    expect(rang).to.deep.equal([
      ['neighbour', 5],
      ['soon', 5],
      ['later', 12],
    ])
  })

  it('gives work its state and itself, by which it may be scheduled again', () => {
    const { clock, timer } = shared()
    const seen: Array<readonly [state: number | undefined, atMs: number]> = []
    timer.schedule<number>(
      function (state) {
        seen.push([state, clock.now()])
        if ((state ?? 0) < 3) this.schedule((state ?? 0) + 1, 10)
      },
      10,
      1,
    )
    clock.flush()
    expect(seen).to.deep.equal([
      [1, 10],
      [2, 20],
      [3, 30],
    ])
  })

  it('takes a ring for the time that was set: it may come a little early, or from timers that a test has replaced', () => {
    const standing = 0
    const rings: Array<() => void> = []
    const under: SchedulerLike = {
      now: () => standing,
      schedule: (work: unknown) => {
        rings.push(work as () => void)
        return Subscription.EMPTY
      },
    }
    const rang: string[] = []
    const timer = createSharedTimer(under, () => standing)
    timer.schedule(() => rang.push('a'), 10)
    timer.schedule(() => rang.push('b'), 10.9)
    timer.schedule(() => rang.push('c'), 11)
    rings.shift()?.()
    expect(rang).to.deep.equal(['a', 'b'])
    rings.shift()?.()
    expect(rang).to.deep.equal(['a', 'b', 'c'])
  })

  it('goes on from the time of its rings where a test moves the timers and the clock stands still', () => {
    const standing = 0
    const rings: Array<{ readonly ring: () => void; readonly delayMs: number }> = []
    const under: SchedulerLike = {
      now: () => standing,
      schedule: (work: unknown, delayMs = 0) => {
        rings.push({ ring: work as () => void, delayMs })
        return Subscription.EMPTY
      },
    }
    const rang: string[] = []
    const timer = createSharedTimer(under, () => standing)
    timer.schedule(() => {
      rang.push('first')
      timer.schedule(() => rang.push('begun by the first'), 300)
    }, 5_000)
    timer.schedule(() => rang.push('beside the first'), 6_000)
    const seen = []
    for (let next = rings.shift(); next !== undefined; next = rings.pop()) {
      next.ring()
      seen.push([next.delayMs, ...rang.splice(0)])
    }
    expect(seen).to.deep.equal([
      [5_000, 'first'],
      [300, 'begun by the first'],
      [700, 'beside the first'],
    ])
  })
})
