/** What an event may have at most: Lambda developer guide, "Lambda quotas", with some room for its envelope. */
const MAX_BYTES = 6_000_000

const repeated = (item: string, bytes = MAX_BYTES): string =>
  Array.from({ length: Math.floor(bytes / (item.length + 1)) }, () => item).join()

const numbered = (value: string): string =>
  Array.from({ length: 400_000 }, (_, number) => `"k${number}":${value}`).join()

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const SQS_RECORD = '{"messageId":"1","body":"x","eventSource":"aws:sqs"}'

/** Events of 6 MB, as JSON, by what is large about them. */
export const LARGE_EVENTS: Readonly<Record<string, () => string>> = {
  'records that are empty': () => `{"Records":[${repeated('{}')}]}`,
  'records of SQS': () => `{"Records":[${repeated(SQS_RECORD)}]}`,
  'one message of empty objects': () =>
    `{"Records":[{"messageId":"1","eventSource":"aws:sqs","body":"[${repeated('{}')}]"}]}`,
  'a bare array of empty objects': () => `[${repeated('{}')}]`,
  'unknown keys': () => `{${numbered('1')}}`,
  'header fields of a request': () => `{"urls":[{"url":"http://a.example/","headers":{${numbered('"v"')}}}]}`,
  'header fields of an HTTP request': () =>
    `{"httpMethod":"GET","path":"/","requestContext":{"elb":{}},"headers":{${numbered('"v"')}}}`,
  'statuses that are none': () => `{"urls":[],"policy":{"retryStatuses":[${repeated('"a"')}]}}`,
  'an array in arrays': () => `{"urls":${nested(MAX_BYTES / 2)}}`,
}
