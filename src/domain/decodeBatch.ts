import * as E from 'fp-ts/lib/Either.js'
import { describeIssues, type Issues } from './describeIssues.ts'
import { FetchBatch } from './FetchBatch.ts'

/**
 * Judges an event of unknown shape: JSON types, key names and policy ranges. What a URL, method or header says is not
 * judged here, since one bad request must not fail its batch.
 */
export const decodeBatch = (event: unknown): E.Either<Issues, FetchBatch> =>
  E.mapLeft(describeIssues)(FetchBatch.decode(event))
