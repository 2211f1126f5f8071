import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import nock from 'nock'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { download } from './bodiesToFiles.ts'

describe('the recipe bodiesToFiles', () => {
  const folder = temporaryFolder()

  it('writes the bytes of each body as they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256))
    nock('https://files.example.com').get('/a').reply(200, bytes).get('/b').reply(200, '')
    await download(['https://files.example.com/a', 'https://files.example.com/b'], folder.path('.'))
    expect(readFileSync(folder.path('0.bin')).equals(bytes)).to.equal(true)
    expect(readFileSync(folder.path('1.bin'))).to.have.length(0)
  })
})
