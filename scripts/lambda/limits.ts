/** The largest answer of a buffered invocation: Lambda quotas, and the error text of AWS's Runtime API. */
export const MAX_ANSWER_BYTES = 6_291_556

/** The largest event of a synchronous invocation: Lambda quotas, 6 MB. */
export const MAX_EVENT_BYTES = 6_291_456

/** The largest streamed answer: Lambda quotas, 200 MB. */
export const MAX_STREAM_BYTES = 209_715_200

/** How long a function may take to load: Lambda developer guide, "Init phase". */
export const MAX_INIT_MS = 10_000
