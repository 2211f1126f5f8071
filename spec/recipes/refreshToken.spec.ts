import { expect } from 'chai'
import { collectBatch, type FetchOptions } from 'rx-fanout'
import { of } from 'rxjs'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { withToken } from './refreshToken.ts'

describe('the recipe refreshToken', () => {
  const urls = Array.from({ length: 20 }, (_, index) => `https://api.example.com/${index}`)
  const valid = 'Bearer 2'
  const transport = fakeTransport(({ headers }) => of(answer(headers.authorization === valid ? 200 : 401)))
  const outcomesOf = async (options: FetchOptions) =>
    (await collectBatch(urls, { ...options, transport, retryDelayMs: 1 })).map(({ outcome }) => outcome)

  it('logs in again for all requests whose token is refused', async () => {
    let logins = 0
    const login = async () => String(Math.min(2, ++logins))
    expect(await outcomesOf(withToken(login, 0))).to.deep.equal(urls.map(() => 'success'))
    expect(logins).to.be.greaterThan(1)
  })

  it('does not ask for another token while one is young', async () => {
    let logins = 0
    const login = async () => String(++logins)
    expect(await outcomesOf(withToken(login, 600_000))).to.deep.equal(urls.map(() => 'failure'))
    expect(logins).to.equal(1)
  })
})
