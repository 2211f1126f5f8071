import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { serveCounted } from './origin.ts'
import { world } from './world.ts'

describe('a function URL', () => {
  const closing = closeAfterEach()

  it('answers over HTTP (buffered: the stand-in does not stream)', async () => {
    const api = closing(await serveCounted())
    const name = ['--function-name', world().outputs.FetchFunctionName ?? '']
    const created = await world().aws('lambda', 'create-function-url-config', ...name, '--auth-type', 'NONE')
    const { FunctionUrl } = created as { FunctionUrl: string }
    const { host } = new URL(FunctionUrl)
    const asked = request(`${world().env.AWS_ENDPOINT_URL}/?url=${encodeURIComponent(`${api.origin}/a`)}`, {
      headers: { host }, // as a name it would have to be resolved
    }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    expect([answer.statusCode, await text(answer)]).to.deep.equal([200, '[{"path":"/a"}]'])
  })
})
