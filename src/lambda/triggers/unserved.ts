import * as O from 'fp-ts/lib/Option.js'

/**
 * Sources that are polled, as Lambda's event source mappings and EventBridge Pipes name them: Lambda developer guide,
 * "Using Lambda with" DynamoDB, MSK, self-managed Apache Kafka, Amazon MQ (ActiveMQ, RabbitMQ) and DocumentDB. All other
 * records come by themselves (S3, SES, CodeCommit …), and nobody waits for what becomes of them.
 */
const POLLED = new Set([
  'aws:dynamodb',
  'aws:kafka',
  'aws:SelfManagedKafka',
  'SelfManagedKafka',
  'aws:amq',
  'aws:mq',
  'aws:rmq',
  'aws:docdb',
])

const sourceOf = (record: unknown): string | undefined => {
  const source: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'eventSource') : undefined
  return typeof source === 'string' && POLLED.has(source) ? source : undefined
}

/** Records one by one (DynamoDB, Pipes), or an event that tells its source itself (Kafka, MQ, DocumentDB). */
const recordsIn = (event: unknown): readonly unknown[] => {
  if (Array.isArray(event)) return event
  const records: unknown = (event as { readonly Records?: unknown } | null)?.Records
  return Array.isArray(records) ? records : [event]
}

/** The polled source that an event's records come from, where no trigger serves it. */
export const unservedSource = (event: unknown): O.Option<string> => {
  for (const record of recordsIn(event)) {
    const source = sourceOf(record)
    if (source !== undefined) return O.some(source)
  }
  return O.none
}
