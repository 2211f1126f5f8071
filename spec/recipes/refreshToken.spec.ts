import { expect } from 'chai'
import { collectBatch } from 'rx-fanout'
import { of } from 'rxjs'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { withToken } from './refreshToken.ts'

describe('the recipe refreshToken', () => {
  it('logs in once for all requests, and once more when a token has aged', async () => {
    let logins = 0
    let valid = 'Bearer 1'
    const login = async () => String(++logins)
    const transport = fakeTransport(({ headers }) => of(answer(headers.authorization === valid ? 200 : 401)))
    const urls = Array.from({ length: 20 }, (_, index) => `https://api.example.com/${index}`)
    const options = { ...withToken(login), transport }
    const outcomesOf = async () => (await collectBatch(urls, options)).map(({ outcome }) => outcome)

    expect(await outcomesOf()).to.deep.equal(urls.map(() => 'success'))
    expect(logins).to.equal(1)

    valid = 'Bearer 2'
    expect(await outcomesOf()).to.deep.equal(urls.map(() => 'failure')) // the token is too young to be refused
    expect(logins).to.equal(1)
  })
})
