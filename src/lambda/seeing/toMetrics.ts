import { jsonLine } from '../../domain/jsonLine.ts'
import type { InvocationReport } from './InvocationReport.ts'

/** Where metrics go: the namespace that the environment names, and the one dimension that keeps them few. */
export type MetricsPlace = { readonly namespace: string; readonly functionName: string }

/** The metrics of a report, each with its unit: CloudWatch is paid for each one. */
const METRICS = [
  ['requests', 'Count'],
  ['succeeded', 'Count'],
  ['failed', 'Count'],
  ['retries', 'Count'],
  ['hedges', 'Count'],
  ['bytes', 'Bytes'],
  ['p50Ms', 'Milliseconds'],
  ['p95Ms', 'Milliseconds'],
  ['maxMs', 'Milliseconds'],
  ['remainingMs', 'Milliseconds'],
] as const

/**
 * A report as a line of CloudWatch's embedded metric format (CloudWatch user guide, "Specification: Embedded metric
 * format"). What is no metric stays searchable beside them.
 */
export function toMetrics(report: InvocationReport, { namespace, functionName }: MetricsPlace, nowMs: number): string {
  const Metrics = METRICS.filter(([name]) => report[name] !== undefined).map(([Name, Unit]) => ({ Name, Unit }))
  const directive = { Namespace: namespace, Dimensions: [['FunctionName']], Metrics }
  return jsonLine({
    _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] },
    FunctionName: functionName,
    ...report,
  })
}
