import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { Client } from '../../src/transport/undiciClient.ts'

describe('Client', () => {
  it('is the client of undici', () => {
    expect(Client).to.be.a('function').with.property('name', 'Client')
    expect(Client.prototype).to.respondTo('dispatch')
    expect(Client.prototype).to.respondTo('destroy')
  })

  it('comes from inside a version of undici that is pinned', async () => {
    const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
    expect(JSON.parse(text).dependencies.undici).to.match(/^\d+\.\d+\.\d+$/)
  })
})
