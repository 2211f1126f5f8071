import { catchError, defer, from, lastValueFrom, map, mergeMap, of, retry, timeout, toArray } from 'rxjs'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { fetchJson } from './fetchJson.ts'
import { toErrorObject } from './toErrorObject.ts'

/** The pipeline as most would write it with RxJS alone. */
export const rxjsObvious: Client = ({ concurrency, timeoutMs }) => {
  return async (urls) => {
    const outcome$ = from(urls).pipe(
      mergeMap(
        (url, index) =>
          defer(() => fetchJson(url)).pipe(
            timeout(timeoutMs),
            retry({ count: 2, delay: 250 }),
            catchError((error) => of(toErrorObject(error))),
            map((body) => ({ index, body })),
          ),
        concurrency,
      ),
      toArray(),
    )
    const outcomes = await lastValueFrom(outcome$)
    return countCanned(outcomes.sort((a, b) => a.index - b.index).map(({ body }) => body))
  }
}
