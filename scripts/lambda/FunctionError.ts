import { MAX_INIT_MS } from './limits.ts'

/** What a caller of a failed function receives as its payload, in Lambda's own shape. */
export type FunctionError = {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

/** The error that a runtime client posted; a body that is not such an object becomes its message. */
export function postedError(body: string): FunctionError {
  try {
    const error: unknown = JSON.parse(body)
    if (isFunctionError(error)) return error
  } catch {}
  return { errorType: 'Runtime.Unknown', errorMessage: body }
}

function isFunctionError(error: unknown): error is FunctionError {
  return typeof error === 'object' && error !== null && 'errorType' in error && 'errorMessage' in error
}

/** The function used up its time. */
export function timedOut(requestId: string, timeoutMs: number): FunctionError {
  const seconds = (timeoutMs / 1000).toFixed(2)
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  }
}

/** The function did not finish loading. */
export function initTimedOut(requestId: string): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Init timed out after ${(MAX_INIT_MS / 1000).toFixed(2)} seconds`,
  }
}

/** The answer is over its limit: all of it is lost. */
export function answerTooLarge(maxBytes: number): FunctionError {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxBytes} bytes).`,
  }
}

/** A streamed answer was cut off by the function itself. */
export function answerTruncated(requestId: string): FunctionError {
  return {
    errorType: 'Runtime.TruncatedResponse',
    errorMessage: `RequestId: ${requestId} Error: Response ended before it was complete`,
  }
}

/** The prelude of an `http-integration-response` stream is not JSON followed by eight NUL bytes. */
export function preludeInvalid(requestId: string): FunctionError {
  return { errorType: 'Runtime.InvalidPrelude', errorMessage: `RequestId: ${requestId} Error: Invalid stream prelude` }
}

/** The function's process ended while it owed an answer. */
export function exited(requestId: string, code: number | null, signal: NodeJS.Signals | null): FunctionError {
  const how = signal === null ? `exit status ${code}` : `signal: ${SIGNAL_NAMES[signal] ?? signal}`
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}`,
  }
}

/** The runtime was closed while the function was at work. */
export function closed(requestId: string): FunctionError {
  return { errorType: 'Runtime.Closed', errorMessage: `RequestId: ${requestId} Error: The local runtime was closed` }
}

/** The function's process was killed for using more memory than it is given. */
export function outOfMemory(requestId: string): FunctionError {
  return { ...exited(requestId, null, 'SIGKILL'), errorType: 'Runtime.OutOfMemory' }
}

const SIGNAL_NAMES: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
}
