/** Lambda developer guide, "Lambda quotas": a buffered answer, 6 MB and what Lambda allows for its envelope. */
export const SYNCHRONOUS_BYTES = 6_291_556
/** Lambda developer guide, "Lambda quotas": the payload of an asynchronous invocation, and of the record of its outcome. */
export const ASYNCHRONOUS_BYTES = 1_048_576
/** Application Load Balancer user guide, "Use Lambda functions as targets": the JSON of the answer. */
export const LOAD_BALANCER_BYTES = 1_048_576
/** Step Functions developer guide, "Service quotas": 256 KiB of a state's data, less what a Lambda task puts around it. */
export const STATE_BYTES = 262_144 - 2_048
/** Lambda developer guide, "Lambda quotas": a streamed answer. */
export const STREAM_BYTES = 209_715_200
