import * as t from 'io-ts'
import { type FetchResult, fetchBatch } from 'rx-fanout'
import type { Observable } from 'rxjs'

const User = t.type({ name: t.string, age: t.number }, 'User') // or a schema of zod, valibot, ArkType …

export const users = (urls: readonly string[]): Observable<FetchResult<t.TypeOf<typeof User>>> =>
  fetchBatch(urls, { codec: User })
