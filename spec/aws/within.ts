import { setTimeout as wait } from 'node:timers/promises'

/** Asks again and again until the answer is there; throws the last thing that was known when that takes too long. */
export async function within<T>(seconds: number, ask: () => Promise<T | undefined>, known: () => unknown): Promise<T> {
  for (const endsAt = performance.now() + seconds * 1000; performance.now() < endsAt; await wait(250)) {
    const answer = await ask()
    if (answer !== undefined) return answer
  }
  throw new Error(`Not within ${seconds} s: ${JSON.stringify(known())}`)
}
