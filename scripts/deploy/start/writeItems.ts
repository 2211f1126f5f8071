import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import * as E from 'fp-ts/lib/Either.js'
import { jsonLine } from '../../../src/domain/jsonLine.ts'
import { listRequests } from './listRequests.ts'

/** How many requests of a list can be sent, and how many cannot. */
export type ItemCounts = { sent: number; refused: number }

/** Writes the items of a list as the lines that the Distributed Map reads. */
export async function writeItems(list: string, path: string): Promise<ItemCounts> {
  const counts: ItemCounts = { sent: 0, refused: 0 }
  async function* toLines(): AsyncGenerator<string> {
    for await (const { item } of listRequests(list)) {
      if (E.isLeft(item)) counts.refused += 1
      else {
        counts.sent += 1
        yield jsonLine(item.right)
      }
    }
  }
  await pipeline(toLines, createWriteStream(path))
  return counts
}
