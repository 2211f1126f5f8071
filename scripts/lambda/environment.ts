import { closed, type FunctionError, timedOut } from './FunctionError.ts'
import { type Cause, guardProcess } from './functionProcess.ts'
import { complete, type Invocation, refuse } from './Invocation.ts'
import { type Deliver, startRuntimeApi } from './runtimeApi.ts'
import { FUNCTION_ARN, type FunctionConfig, spawnRuntime } from './spawnRuntime.ts'

/** One execution environment: a process of the function, with a Runtime API of its own. */
export type Environment = {
  /** Runs one invocation and resolves when the environment can take another, or has ended. Never rejects. */
  run(invocation: Invocation): Promise<void>
  /** True once the process has ended: it failed, was killed, or used up its time or memory. */
  hasEnded(): boolean
  /** Kills the process; what it still owes ends as failed. */
  close(): Promise<void>
}

export type EnvironmentConfig = FunctionConfig & {
  /** Stop the process between invocations, as Lambda does. */
  readonly freeze: boolean
  readonly log: (text: string) => void
}

type Running = { readonly invocation: Invocation; readonly usedMs: () => number; clock: NodeJS.Timeout }

// The end of the process is known a little later than the end of its connections.
const EXIT_GRACE_MS = 250

/** Starts an execution environment; its process loads the function at once. */
export async function startEnvironment(config: EnvironmentConfig): Promise<Environment> {
  const queue: Invocation[] = []
  const deliveries: Deliver[] = []
  const running = new Map<string, Running>()
  let ready = Promise.withResolvers<void>()
  let initError: FunctionError | undefined
  let end: Cause | undefined

  const api = await startRuntimeApi({
    onNext: (deliver) => {
      child.loaded()
      deliveries.push(deliver)
      ready.resolve()
      deliverNext()
      if (config.freeze && running.size === 0) child.freeze()
    },
    onInitError: (error) => {
      initError = error
    },
    find: (requestId) => running.get(requestId)?.invocation,
    onAnswered: (requestId, error) => {
      if (error?.errorType === 'Runtime.TruncatedResponse') setTimeout(finish, EXIT_GRACE_MS, requestId, error)
      else finish(requestId, error)
    },
  })
  const child = guardProcess(spawnRuntime(config, api.address, config.log), config.memoryMb)
  const ended = child.ended.then((cause) => {
    end = (requestId) => initError ?? cause(requestId)
    api.close()
    for (const requestId of running.keys()) finish(requestId, end(requestId))
    for (const invocation of queue.splice(0)) refuse(invocation, end(invocation.requestId))
    ready.resolve()
  })

  function deliverNext(): void {
    if (queue.length === 0 || deliveries.length === 0) return
    const [invocation, deliver] = [queue.shift() as Invocation, deliveries.shift() as Deliver]
    const { requestId, timeoutMs } = invocation
    running.set(requestId, { invocation, usedMs: startUsing(), clock: setTimeout(endIfUsedUp, timeoutMs, invocation) })
    ready = Promise.withResolvers()
    child.thaw()
    deliver(invocation, FUNCTION_ARN)
  }

  /** Starts the clock of an invocation: what its process waits for a core does not count, since on Lambda it has its own. */
  function startUsing(): () => number {
    const [startedAt, waitedBefore] = [performance.now(), child.waitedMs()]
    return () => performance.now() - startedAt - (child.waitedMs() - waitedBefore)
  }

  function endIfUsedUp(invocation: Invocation): void {
    const { requestId, timeoutMs } = invocation
    const entry = running.get(requestId)
    if (entry === undefined) return
    const leftMs = Math.ceil(timeoutMs - entry.usedMs())
    if (leftMs > 0) {
      entry.clock = setTimeout(endIfUsedUp, leftMs, invocation)
      return
    }
    finish(requestId, timedOut(requestId, timeoutMs))
    if (!config.managed) child.kill((id) => timedOut(id, timeoutMs))
  }

  function finish(requestId: string, error: FunctionError | undefined): void {
    const entry = running.get(requestId)
    if (entry === undefined) return
    running.delete(requestId)
    clearTimeout(entry.clock)
    const maxMemoryBytes = child.peakBytes()
    complete(entry.invocation, {
      durationMs: entry.usedMs(),
      ...(maxMemoryBytes !== undefined && { maxMemoryBytes }),
      ...(error && { error }),
    })
  }

  return {
    run: async (invocation) => {
      if (end) return refuse(invocation, end(invocation.requestId))
      queue.push(invocation)
      deliverNext()
      await invocation.completion.promise
      if (!config.managed) await ready.promise // it has asked for the next one
    },
    hasEnded: () => end !== undefined,
    close: async () => {
      child.kill(closed)
      await ended
    },
  }
}
