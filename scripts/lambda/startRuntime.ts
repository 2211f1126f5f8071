import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { createPool } from './environmentPool.ts'
import { type AnswerHead, type Completion, createInvocation, type Invocation } from './Invocation.ts'
import { isRuntimeClientInstalled } from './installRuntimeClient.ts'
import { MAX_ANSWER_BYTES, MAX_EVENT_BYTES, MAX_STREAM_BYTES } from './limits.ts'

export type RuntimeOptions = {
  /** The built bundle (`….mjs`). */
  readonly bundle: string
  /** `<file without extension>.<export>`; default `index.handler`. */
  readonly handlerName?: string
  /** The function's environment variables; nothing of this process's own is passed on but PATH. */
  readonly env?: Readonly<Record<string, string>>
  /** The function's timeout in milliseconds; default 30,000. */
  readonly timeoutMs?: number
  /** The function's memory: more than this and its process is killed; default 512. */
  readonly memoryMb?: number
  /** Execution environments at most, one invocation in each at a time; further invocations wait. Default 1. */
  readonly concurrency?: number
  /**
   * As on Lambda Managed Instances: one process takes up to `maxConcurrency` invocations at a time, spread over
   * `workers` worker threads (default 1). Replaces `concurrency`.
   */
  readonly managed?: { readonly maxConcurrency: number; readonly workers?: number }
  /** Stop the process between invocations, as Lambda does; default true, never when `managed`. */
  readonly freeze?: boolean
  /** Receives what the function writes to its standard output and error; default: nothing does. */
  readonly log?: (text: string) => void
}

export type InvokeOptions = {
  /** Time for this invocation in milliseconds; default `timeoutMs`. */
  readonly deadlineMs?: number
}

export type BufferedAnswer = Completion & {
  readonly requestId: string
  /** The parsed answer; the text itself if it is not JSON; absent after an error. */
  readonly payload?: unknown
}

export type StreamedAnswer = AnswerHead & {
  readonly requestId: string
  /** Resolves when the function is done, with its error if it failed. Destroying the body does not stop the function. */
  readonly completion: Promise<Completion>
}

/** A function under AWS's runtime client. A failed function is an `error` in the answer; an event over 6 MB rejects. */
export type Runtime = {
  /** Resolves with the whole answer, as Lambda's `Invoke` does. */
  invoke(event: unknown, options?: InvokeOptions): Promise<BufferedAnswer>
  /** Resolves as soon as the answer begins, as `InvokeWithResponseStream` does. */
  invokeStreaming(event: unknown, options?: InvokeOptions): Promise<StreamedAnswer>
  /** Kills every process and closes every port. */
  close(): Promise<void>
}

/** Makes a function ready to be invoked. Execution environments start when invocations need them, and are used again. */
export function startRuntime(options: RuntimeOptions): Runtime {
  if (!isRuntimeClientInstalled()) throw new Error('aws-lambda-ric is missing: run `npm run lambda -- --install`')
  if (!existsSync(options.bundle)) throw new Error(`There is no bundle at ${options.bundle}: run \`npm run build\``)
  const { concurrency = 1, managed, timeoutMs = 30_000 } = options
  const config = {
    bundle: resolve(options.bundle),
    handlerName: options.handlerName ?? 'index.handler',
    env: options.env ?? {},
    memoryMb: options.memoryMb ?? 512,
    managed,
    freeze: !managed && (options.freeze ?? true),
    log: options.log ?? (() => {}),
  }
  const pool = createPool(config, managed ? 1 : concurrency)

  function begin(event: unknown, maxStreamBytes: number, { deadlineMs = timeoutMs }: InvokeOptions = {}): Invocation {
    const json = JSON.stringify(event) ?? 'null'
    if (Buffer.byteLength(json) > MAX_EVENT_BYTES) throw new RangeError(`The event is over ${MAX_EVENT_BYTES} bytes`)
    const invocation = createInvocation({ requestId: randomUUID(), event: json, timeoutMs: deadlineMs, maxStreamBytes })
    void pool.run(invocation)
    return invocation
  }

  return {
    invoke: async (event, invokeOptions) => {
      const { requestId, head, completion } = begin(event, MAX_ANSWER_BYTES, invokeOptions)
      const answer = await text((await head.promise).body)
      const end = await completion.promise
      return end.error ? { requestId, ...end } : { requestId, ...end, payload: parse(answer) }
    },
    invokeStreaming: async (event, invokeOptions) => {
      const { requestId, head, completion } = begin(event, MAX_STREAM_BYTES, invokeOptions)
      return { requestId, ...(await head.promise), completion: completion.promise }
    },
    close: pool.close,
  }
}

function parse(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return answer
  }
}
