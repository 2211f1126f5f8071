import * as E from 'fp-ts/lib/Either.js'
import { collectBatch } from '../collectBatch.ts'
import { decodeBatch } from '../domain/decodeBatch.ts'
import { toFetchError } from '../domain/FetchError.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Transport } from '../transport/Transport.ts'
import { decodeEnvironment, type Env } from './environment.ts'
import { toLambdaBatch } from './lambdaPolicy.ts'
import { writeLog } from './log.ts'
import { type Answer, toAnswer, toRefusal } from './toAnswer.ts'

/** What is used of Lambda's context object. */
export type LambdaContext = { getRemainingTimeInMillis?(): number }

export type Handler = (event: unknown, context?: LambdaContext) => Promise<Answer>

export type HandlerOptions = {
  /** Holds the `RX_FANOUT_…` variables; `process.env` by default. */
  readonly env?: Env
  /** Shared by all invocations and never closed by them; by default made at the first one. */
  readonly transport?: Transport
}

/**
 * Makes a Lambda handler: an event with `urls` in, one result for each out, in input order. It never throws: an invalid
 * event answers 400. Throws at once if the environment is invalid, so that a bad deployment fails at its start.
 */
export function createHandler({ env = process.env, transport }: HandlerOptions = {}): Handler {
  const environment = decodeEnvironment(env)
  let shared = transport

  return async (event, context) => {
    try {
      const batch = decodeBatch(event)
      if (E.isLeft(batch)) return toRefusal(batch.left)
      const { urls, policy, lowered } = toLambdaBatch(batch.right, environment, context?.getRemainingTimeInMillis?.())
      for (const change of lowered) writeLog('WARN', 'Lowered to the ceiling of the environment', change)
      shared ??= createTransport({ addresses: environment.addresses })
      return toAnswer(await collectBatch(urls, { ...policy, transport: shared }), batch.right.results)
    } catch (thrown) {
      const { message } = toFetchError(thrown)
      writeLog('ERROR', message, {})
      return { statusCode: 500, body: { error: message } }
    }
  }
}
