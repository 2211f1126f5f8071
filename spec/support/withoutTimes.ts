/** A summary without what differs from run to run. */
export function withoutTimes(summary: unknown): unknown {
  const { p50Ms: _, p95Ms: __, maxMs: ___, ...counts } = Object(summary) as Record<string, unknown>
  return counts
}
