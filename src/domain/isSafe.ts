/** RFC 9110 section 9.2.1, and QUERY, which is safe by its definition. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/** Whether it only asks, so that sending it twice harms nobody. */
export const isSafe = (method: string): boolean => SAFE_METHODS.has(method)
