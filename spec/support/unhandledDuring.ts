import { settled } from './sources.ts'

/** What promises were rejected while `run` ran and nobody was there to hear it: the test runner is silent about them. */
export async function unhandledDuring(run: () => Promise<unknown>): Promise<readonly unknown[]> {
  const reasons: unknown[] = []
  const listen = (reason: unknown): void => {
    reasons.push(reason)
  }
  process.on('unhandledRejection', listen)
  try {
    await run()
    await settled()
  } finally {
    process.off('unhandledRejection', listen)
  }
  return reasons
}
