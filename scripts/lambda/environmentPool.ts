import { type Environment, type EnvironmentConfig, startEnvironment } from './environment.ts'
import { closed } from './FunctionError.ts'
import { type Invocation, refuse } from './Invocation.ts'

export type EnvironmentPool = {
  /** Runs an invocation in an environment with a free place, in a new one, or, at the maximum, in the next that frees. */
  run(invocation: Invocation): Promise<void>
  /** Closes every environment; invocations that waited for one end as failed. */
  close(): Promise<void>
}

type Slot = { readonly environment: Promise<Environment>; taken: number }

/** Starts environments as invocations need them, at most `maxEnvironments`, and replaces those that have ended. */
export function createPool(config: EnvironmentConfig, maxEnvironments: number): EnvironmentPool {
  const places = config.managed?.maxConcurrency ?? 1
  const slots = new Set<Slot>()
  const waiting: Invocation[] = []
  let isClosed = false

  function freeSlot(): Slot | undefined {
    for (const slot of slots) if (slot.taken < places) return slot
    if (slots.size >= maxEnvironments) return undefined
    const slot = { environment: startEnvironment(config), taken: 0 }
    slots.add(slot)
    return slot
  }

  async function runNext(): Promise<void> {
    const slot = waiting.length > 0 ? freeSlot() : undefined
    if (slot === undefined) return
    const invocation = waiting.shift() as Invocation
    slot.taken += 1
    const environment = await slot.environment
    if (environment.hasEnded()) waiting.unshift(invocation)
    else await environment.run(invocation)
    slot.taken -= 1
    if (environment.hasEnded()) slots.delete(slot)
    await runNext()
  }

  return {
    run: (invocation) => {
      if (isClosed) refuse(invocation, closed(invocation.requestId))
      else waiting.push(invocation)
      return runNext()
    },
    close: async () => {
      isClosed = true
      for (const invocation of waiting.splice(0)) refuse(invocation, closed(invocation.requestId))
      await Promise.all([...slots].map(async ({ environment }) => (await environment).close()))
    },
  }
}
