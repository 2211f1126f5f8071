/** RFC 9110 section 9.2.2, and QUERY, which is safe by its definition. */
const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'QUERY'])

/** Whether sending it twice does no more than sending it once, so that it may be retried. */
export const isIdempotent = (method: string): boolean => IDEMPOTENT_METHODS.has(method)
