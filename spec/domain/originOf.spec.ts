import { expect } from 'chai'
import { originOf } from '../../src/domain/originOf.ts'

describe('originOf', () => {
  const table: ReadonlyArray<[request: unknown, origin: string]> = [
    ['https://a.example/path?q=1#f', 'https://a.example'],
    ['https://A.EXAMPLE:443/', 'https://a.example'],
    ['https://a.example:8443/', 'https://a.example:8443'],
    ['http://a.example/', 'http://a.example'],
    ['http://user:secret@a.example:80/', 'http://a.example'],
    [{ url: 'http://[::1]:3000/', method: 'POST' }, 'http://[::1]:3000'],
    [new URL('https://a.example/path'), 'https://a.example'],
    [{ url: new URL('https://a.example/path') }, 'https://a.example'],
    ['not a URL', ''],
    ['https://a.example/\nhttps://b.example/', ''],
    ['', ''],
    [{ url: 5 }, ''],
    [{}, ''],
    [null, ''],
    [undefined, ''],
    [42, ''],
  ]
  for (const [request, origin] of table)
    it(`gives ${JSON.stringify(origin)} for ${JSON.stringify(request)}`, () => {
      expect(originOf(request)).to.equal(origin)
    })

  it('gives none for an object that throws when it is read', () => {
    const request = {
      get url() {
        throw new Error('unreadable')
      },
    }
    expect(originOf(request)).to.equal('')
  })
})
