import * as O from 'fp-ts/lib/Option.js'

type AnyRecord = {
  readonly messageId?: unknown
  readonly kinesis?: { readonly sequenceNumber?: unknown }
  readonly eventID?: unknown
}

/** By the identifiers of SQS, of Kinesis, and of Kinesis through Pipes, whose records have the last one only. */
const idOf = (record: AnyRecord): unknown => record.messageId ?? record.kinesis?.sequenceNumber ?? record.eventID

const recordsOf = (event: unknown): readonly unknown[] => {
  const records: unknown = Array.isArray(event) ? event : (event as { Records?: unknown }).Records
  return Array.isArray(records) ? records : []
}

/** Whatever identifiers of records can be read in an event that nothing else is known of. Never throws. */
export const recordIds = (event: unknown): readonly string[] =>
  O.getOrElse((): readonly unknown[] => [])(O.tryCatch(() => recordsOf(event))).flatMap((record) => {
    const id = O.toUndefined(O.tryCatch(() => idOf(record as AnyRecord)))
    return typeof id === 'string' ? [id] : []
  })
