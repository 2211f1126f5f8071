import { expect } from 'chai'
import { hopsOf } from '../../src/domain/hopsOf.ts'

const response = { status: 200, headers: {}, body: new Uint8Array(), url: 'https://b.example/' }

describe('hopsOf', () => {
  const rows: ReadonlyArray<[name: string, hops: number | undefined, url: string, expected: number]> = [
    ['what the transport counted', 3, response.url, 3],
    ['what the transport counted, whatever the URL', 1, 'https://a.example/', 1],
    ['one where the URL has stayed the same', undefined, response.url, 1],
    ['two where it has not', undefined, 'https://a.example/', 2],
  ]
  for (const [name, hops, url, expected] of rows)
    it(`is ${name}`, () => {
      expect(hopsOf(hops === undefined ? response : { ...response, hops }, url)).to.equal(expected)
    })
})
