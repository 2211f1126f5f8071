import { isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { fetchBatch } from 'rx-fanout'
import { map } from 'rxjs'

const User = t.type({ name: t.string, age: t.number }, 'User')

export const users = (urls: readonly string[]) =>
  fetchBatch(urls).pipe(
    map((result) => {
      if (result.outcome === 'failure') return { url: result.url, error: result.error.message }
      const user = User.decode(result.body)
      return isRight(user) ? { url: result.url, user: user.right } : { url: result.url, error: 'It is no user' }
    }),
  )
