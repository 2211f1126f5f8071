import { jsonLine } from '../../domain/jsonLine.ts'
import type { InvocationReport } from './InvocationReport.ts'

/** How a function's log is written: `AWS_LAMBDA_LOG_FORMAT`. */
export type LogFormat = 'JSON' | 'Text'

/** Quoted where it would look like several. */
const word = (value: unknown): string =>
  typeof value === 'string' && /[\s="]/.test(value) ? JSON.stringify(value) : String(value)

const pairs = (values: object, prefix = ''): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' ? pairs(value, `${prefix}${name}.`) : [`${prefix}${name}=${word(value)}`],
  )

/**
 * A report as one line: JSON whose `timestamp` and `level` Lambda reads (Lambda developer guide, "Advanced logging
 * controls"), or `name=value` pairs.
 */
export const toLogLine = (report: InvocationReport, format: LogFormat, nowMs: number): string =>
  format === 'JSON'
    ? jsonLine({ timestamp: new Date(nowMs).toISOString(), level: 'INFO', message: 'Invocation', ...report })
    : `INFO Invocation ${pairs(report).join(' ')}\n`
