import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is freed in one collection may free something else in the next, and finalizers run in a turn of their own. */
const COLLECTIONS = 3

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/**
 * The bytes that this process cannot let go of: heap and buffers, after garbage was collected. The resident set would
 * add garbage, and what V8 and malloc keep for later, in an amount that chance and the machine's speed decide.
 */
export async function reachableBytes(): Promise<number> {
  for (let turn = 0; turn < COLLECTIONS; turn += 1) {
    await setImmediate()
    collectGarbage()
  }
  const { heapUsed, external } = process.memoryUsage() // `external` has the array buffers in it
  return heapUsed + external
}
