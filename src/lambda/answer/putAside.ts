import type { Aside } from '../destination/Destination.ts'
import { withinSignal } from '../destination/withinSignal.ts'
import { causeOf, writeLog } from '../log.ts'
import type { Evicted } from './answerRoom.ts'

/** Bodies that wait for S3 are held in memory: as many as keep it busy. */
const MAX_UNDER_WAY = 8

/** Puts bodies that have no room where they can be found. One that fails loses its location and is logged. */
export type PutAside = {
  locationOf(index: number): string
  /** Resolves as soon as there is a place for each of them on its way. Never rejects. */
  put(evicted: readonly Evicted[]): Promise<void>
  /** Resolves when all have arrived or failed. Never rejects. */
  settled(): Promise<unknown>
}

/** Puts bodies in a folder named by the request id; undefined where there is no place for them. */
export function createPutAside(
  aside: Aside | undefined,
  lastCall: () => AbortSignal,
  requestId: () => string,
): PutAside | undefined {
  if (aside === undefined) return undefined
  const signal = lastCall()
  const underWay = new Set<Promise<void>>()
  const folder = requestId()
  const nameOf = (index: number): string => `${folder}/${index}.json`

  const putOne = async ({ place, json }: Evicted): Promise<void> => {
    try {
      await withinSignal(signal, () => aside.put(nameOf(place.index), json, signal))
    } catch (thrown) {
      place.unlocate()
      const cause = causeOf(thrown)
      writeLog('ERROR', 'A body without room could not be put aside', { index: place.index, cause })
    }
  }

  return {
    locationOf: (index) => aside.locationOf(nameOf(index)),
    async put(evicted) {
      for (const body of evicted) {
        while (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay)
        const put: Promise<void> = putOne(body).finally(() => underWay.delete(put))
        underWay.add(put)
      }
    },
    settled: () => Promise.all(underWay),
  }
}
