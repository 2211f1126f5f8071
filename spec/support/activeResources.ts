import { setImmediate } from 'node:timers/promises'
import { until } from './until.ts'

const listActive = (): readonly string[] => process.getActiveResourcesInfo().filter((name) => name !== 'Immediate')

/** What keeps this process running: its sockets, dials, name lookups and timers. */
export async function activeResources(): Promise<readonly string[]> {
  await setImmediate() // mocha starts its own timer when a test first waits
  return listActive()
}

/** What is active now and was not so at `before`. */
const added = (before: readonly string[]): readonly string[] => {
  const unmatched = [...before]
  return listActive().filter((name) => {
    const at = unmatched.indexOf(name)
    if (at !== -1) unmatched.splice(at, 1)
    return at === -1
  })
}

/** Resolves once nothing is active that was not so at `before`. */
export const untilReleased = (before: readonly string[]): Promise<void> =>
  until(
    () => `nothing is active but [${before}], and there is [${added(before)}]`,
    () => added(before).length === 0,
  )
