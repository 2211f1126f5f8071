import { setTimeout as sleep } from 'node:timers/promises'

/** Much longer than it takes, also on a busy machine, and much shorter than any clock of a request here. */
const PATIENCE_MS = 30_000
const PAUSE_MS = 10

/** Asks until the answer is right or patience ends, and gives the last answer. */
export async function eventually<T>(ask: () => T | Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  const endsAtMs = performance.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (isRight(answer) || performance.now() > endsAtMs) return answer
    await sleep(PAUSE_MS)
  }
}
