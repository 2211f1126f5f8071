import { expect } from 'chai'
import { pathOf } from '../../src/transport/pathOf.ts'

describe('pathOf', () => {
  for (const [url, path] of [
    ['http://a.example', '/'],
    ['http://a.example/a', '/a'],
    ['http://a.example/a?b=c', '/a?b=c'],
    ['http://a.example/a?', '/a?'],
    ['http://a.example?', '/?'],
    ['http://a.example/a?#b', '/a?'],
    ['http://a.example/a?#', '/a?'],
    ['http://a.example/a??', '/a??'],
    ['http://a.example/a#?', '/a'],
    ['http://a.example/a#b?#', '/a'],
    ['http://a.example/a?b#c', '/a?b'],
    ['http://a.example/%3F', '/%3F'],
    ['http://user:pass%3F@a.example/a', '/a'],
    ['http://us/er:pa#ss@a.example/a', '/er:pa'],
    ['https://us%2Fer:pa%23ss@a.example:8443/a//b?c=//d', '/a//b?c=//d'],
    ['http://[::1]:3000//a/../b', '//b'],
    ['http://a.example\\b', '/b'],
  ] as const)
    it(`is ${path} for ${url}`, () => {
      expect(pathOf(new URL(url))).to.equal(path)
    })
})
