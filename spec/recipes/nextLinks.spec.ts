import { expect } from 'chai'
import { createTransport } from 'rx-fanout'
import { lastValueFrom, toArray } from 'rxjs'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'
import { allPages } from './nextLinks.ts'

describe('the recipe nextLinks', () => {
  useRealSockets()
  const closing = closeAfterEach()

  for (const last of [null, '', undefined])
    it(`follows the links to the last page, whose link is ${JSON.stringify(last)}, with a new token when the old one is refused`, async () => {
      const tokensHeard: unknown[] = []
      const { origin } = closing(
        await serve(({ url, headers }, response) => {
          tokensHeard.push(headers.authorization)
          const page = Number(url?.slice(-1))
          const refused = page === 2 && headers.authorization === 'Bearer 1'
          response.writeHead(refused ? 401 : 200, { 'content-type': 'application/json' })
          response.end(JSON.stringify({ items: [page], next: page === 3 ? last : `/pages/${page + 1}` }))
        }),
      )
      let logins = 0
      const login = async () => String(++logins)
      const transport = closing(createTransport())
      const pages = await lastValueFrom(allPages(`${origin}/pages/1`, login, transport).pipe(toArray()))
      expect(pages.map((page) => page.outcome === 'success' && (page.body as { items: number[] }).items)).to.deep.equal(
        [[1], [2], [3]],
      )
      expect(tokensHeard).to.deep.equal(['Bearer 1', 'Bearer 1', 'Bearer 2', 'Bearer 2'])
    })

  it('gives no token to another host that a link leads to', async () => {
    const heard: unknown[] = []
    const other = closing(await serve(({ headers }, response) => response.end(void heard.push(headers.authorization))))
    const { origin } = closing(
      await serve((_, response) => response.end(JSON.stringify({ next: `${other.origin}/pages/2` }))),
    )
    const transport = closing(createTransport())
    await lastValueFrom(allPages(`${origin}/pages/1`, async () => 'secret', transport))
    expect(heard).to.deep.equal([undefined])
  })
})
