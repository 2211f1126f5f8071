import type { FetchBatch } from '../domain/FetchBatch.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { StepObserver } from '../domain/Step.ts'
import type { FetchOptions, Prepare, RetryWhen } from '../FetchOptions.ts'
import { createTraffic } from '../traffic/createTraffic.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Transport } from '../transport/Transport.ts'
import { createDestination } from './destination/createDestination.ts'
import type { Deliver, Destination } from './destination/Destination.ts'
import { decodeEnvironment, type Env } from './environment.ts'
import type { InvocationClock } from './invocationClock.ts'
import { toLambdaBatch } from './lambdaPolicy.ts'
import { writeLog } from './log.ts'
import type { Seeing } from './seeing/Seeing.ts'

/** What a handler is made with; each is optional. */
export interface HandlerOptions {
  /** Holds the `RX_FANOUT_…` variables; `process.env` by default. */
  readonly env?: Env
  /** Shared by all invocations and never closed by them; by default made at the first one. */
  readonly transport?: Transport
  /** Gives each attempt to send: signatures and tokens need not be in events. */
  readonly prepare?: Prepare
  /** Asked about every failed attempt. */
  readonly retryWhen?: RetryWhen
  /** Is told every step of every request of all invocations. */
  readonly observer?: StepObserver
  /** Takes what goes to the destination, in place of the bucket or the log that the environment names. */
  readonly deliver?: Deliver
}

/** What all invocations of a function share. */
export type Service = {
  /** The function's memory; undefined outside Lambda. */
  readonly memoryMb: number | undefined
  readonly destination: Destination | undefined
  readonly seeing: Seeing
  /** Decides how a batch is fetched in what is left of its invocation, and logs what of its policy is lowered. */
  plan(batch: FetchBatch, clock: InvocationClock): Plan
}

/** What `fetchBatch` and `streamResults` are called with. */
export type Plan = {
  readonly urls: FetchBatch['urls']
  readonly options: FetchOptions & { readonly transport: Transport }
  /** Whether bodies are as long as their responses tell, which no transport but the function's own is known for. */
  readonly hasTrueLengths?: boolean
  /** Is told every result when it comes. */
  see?(result: FetchResult): void
}

/** What servers asked for in one invocation holds for the next. Throws if the environment is invalid. */
export function createService({ env = process.env, transport, deliver, ...hooks }: HandlerOptions): Service {
  const environment = decodeEnvironment(env)
  const traffic = createTraffic()
  let shared = transport
  return {
    memoryMb: environment.memoryMb,
    seeing: environment.seeing,
    destination: createDestination(environment.destination, deliver),
    plan(batch, clock) {
      shared ??= createTransport({ addresses: environment.addresses, proxy: environment.proxy })
      const { urls, policy, lowered } = toLambdaBatch(batch, environment, clock.remainingMs(), shared.maxSockets)
      for (const change of lowered) writeLog('WARN', 'Lowered to the ceiling of the environment', change)
      return {
        urls,
        options: { ...hooks, ...policy, transport: shared, traffic },
        hasTrueLengths: transport === undefined,
      }
    },
  }
}
