import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { NODE, RUNTIME_CLIENT } from './paths.ts'

/** A Lambda function and its configuration. */
export type FunctionConfig = {
  /** The built bundle: its folder is the function's root. */
  readonly bundle: string
  /** `<file without extension>.<export>`, as in Lambda's configuration. */
  readonly handlerName: string
  /** The function's own environment variables; nothing else of this process's environment but PATH is passed on. */
  readonly env: Readonly<Record<string, string>>
  readonly memoryMb: number
  /** The several-invocations-in-one-process mode of Lambda Managed Instances. */
  readonly managed?: { readonly maxConcurrency: number; readonly workers?: number } | undefined
}

export const FUNCTION_NAME = 'rx-fanout'

const REGION = 'us-east-1'

export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:000000000000:function:${FUNCTION_NAME}`

/** Starts AWS's runtime client on the function in a process of its own, which calls the Runtime API at `address`. */
export function spawnRuntime(config: FunctionConfig, address: string, log: (text: string) => void): ChildProcess {
  const child = spawn(NODE, [...memoryFlags(config.memoryMb), RUNTIME_CLIENT], {
    cwd: dirname(config.bundle),
    env: { ...lambdaEnv(config, address), ...managedEnv(config), ...config.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout?.setEncoding('utf8').on('data', log)
  child.stderr?.setEncoding('utf8').on('data', log)
  return child
}

/** What Lambda's own start script gives V8: 90 % of the memory as old space, 5 % as each half of the young one. */
function memoryFlags(memoryMb: number): string[] {
  const [old, young] = [Math.floor(memoryMb * 0.9), Math.max(1, Math.floor(memoryMb * 0.05))]
  return ['--expose-gc', `--max-old-space-size=${old}`, `--max-semi-space-size=${young}`]
}

/** Lambda developer guide, "Defined runtime environment variables". */
function lambdaEnv({ bundle, handlerName, memoryMb, managed }: FunctionConfig, address: string): NodeJS.ProcessEnv {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/')
  return {
    _HANDLER: handlerName,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: FUNCTION_NAME,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: managed ? 'lambda-managed-instances' : 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FUNCTION_NAME}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    AWS_LAMBDA_RUNTIME_API: address,
    AWS_REGION: REGION,
    LAMBDA_RUNTIME_DIR: dirname(RUNTIME_CLIENT),
    LAMBDA_TASK_ROOT: dirname(bundle),
    LANG: 'en_US.UTF-8',
    PATH: process.env.PATH,
    TZ: ':UTC',
  }
}

function managedEnv({ managed }: FunctionConfig): NodeJS.ProcessEnv {
  if (managed === undefined) return {}
  const workers = managed.workers ?? 1
  return {
    AWS_LAMBDA_MAX_CONCURRENCY: String(managed.maxConcurrency),
    AWS_LAMBDA_NODEJS_WORKER_COUNT: String(workers),
    // Each worker's wait for its next invocation blocks one thread of the pool: leave the usual four to the function.
    UV_THREADPOOL_SIZE: String(workers + 4),
  }
}
