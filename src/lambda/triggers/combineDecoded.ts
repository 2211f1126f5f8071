import * as E from 'fp-ts/lib/Either.js'
import type { FetchBatch } from '../../domain/FetchBatch.ts'
import { combineBatches } from '../combineBatches.ts'
import type { Message } from './Trigger.ts'

/** Batches that are answered together as one; the first that is none speaks for all. */
export function combineDecoded(decoded: ReadonlyArray<Message['batch']>): Message['batch'] {
  const batches: FetchBatch[] = []
  for (const batch of decoded) {
    if (E.isLeft(batch)) return batch
    batches.push(batch.right)
  }
  const [first] = batches
  return E.right(batches.length === 1 && first !== undefined ? first : combineBatches(batches))
}
