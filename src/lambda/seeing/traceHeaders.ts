/** Header fields that say of which trace a request is a part. */
export type TraceHeaders = Readonly<Partial<Record<'x-amzn-trace-id' | 'traceparent', string>>>

/** X-Ray developer guide, "Tracing header": `Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=0 or 1`, and more. */
const HEADER = /^[\w=:;.?-]{1,512}$/
const ROOT = /(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/
const PARENT = /(?:^|;)Parent=([0-9a-f]{16})(?:;|$)/
const SAMPLED = /(?:^|;)Sampled=1(?:;|$)/

/** X-Ray's header as it is, and the same in the form of W3C Trace Context, section 3.2; none of what is not well-formed. */
export function traceHeaders(xRay: string | undefined): TraceHeaders {
  if (xRay === undefined || !HEADER.test(xRay)) return {}
  const [, epoch, rest] = ROOT.exec(xRay) ?? []
  if (epoch === undefined) return {}
  const [, parent] = PARENT.exec(xRay) ?? []
  const flags = SAMPLED.test(xRay) ? '01' : '00'
  const isValid = parent !== undefined && !/^0+$/.test(parent)
  return { 'x-amzn-trace-id': xRay, ...(isValid ? { traceparent: `00-${epoch}${rest}-${parent}-${flags}` } : {}) }
}
