import { from, map, type Observable } from 'rxjs'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { fetchBatch } from '../../fetchBatch.ts'
import { streamResults } from '../../streamResults.ts'
import type { Plan } from '../createService.ts'
import type { AnswerRoom, Place } from './answerRoom.ts'
import type { PutAside } from './putAside.ts'

/** Takes the next result only when there is memory for the bodies that the last one drove out. */
async function* placeAndPut(
  results: AsyncIterable<FetchResult>,
  see: Plan['see'],
  room: AnswerRoom,
  putAside: PutAside,
): AsyncGenerator<Place> {
  for await (const result of results) {
    see?.(result)
    const { place, evicted } = room.add(result)
    await putAside.put(evicted)
    yield place
  }
  await putAside.settled()
}

/** Fetches a batch and emits each result's place in the answer; completes when what has no room is put aside. */
export const placeResults = (
  { urls, options, see }: Plan,
  room: AnswerRoom,
  putAside: PutAside | undefined,
): Observable<Place> =>
  putAside === undefined
    ? fetchBatch(urls, options).pipe(
        map((result) => {
          see?.(result)
          return room.add(result).place
        }),
      )
    : from(placeAndPut(streamResults(urls, options), see, room, putAside))
