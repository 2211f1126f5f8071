import type { Completion } from './Invocation.ts'

/** The line that Lambda logs at the end of an invocation. */
export function reportLine(requestId: string, { durationMs, maxMemoryBytes, error }: Completion): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    ...(maxMemoryBytes === undefined ? [] : [`Max Memory Used: ${Math.ceil(maxMemoryBytes / 1_048_576)} MB`]),
    ...(error === undefined ? [] : ['Status: error', `Error Type: ${error.errorType}`, error.errorMessage]),
  ].join('\t')
}
