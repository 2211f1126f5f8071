import { expect } from 'chai'
import fc from 'fast-check'
import { bodyFileName } from '../../../src/cli/output/bodyFileName.ts'
import { success } from '../../support/sampleResults.ts'

const named = (url: string, type = 'text/html; charset=utf-8', id?: string) =>
  bodyFileName(
    success({
      index: 7,
      url,
      headers: { 'content-type': type },
      ...(id === undefined ? {} : { id }),
    }),
  )

describe('bodyFileName', () => {
  const table = [
    [named('https://a.example/'), '7-a.example.html'],
    [named('https://a.example/users/ada'), '7-ada.html'],
    [named('https://a.example/users/ada/'), '7-ada.html'],
    [named('https://a.example/photo.JPG?size=1', 'image/jpeg'), '7-photo.JPG'],
    [named('https://a.example/data', 'application/problem+json'), '7-data.json'],
    [named('https://a.example/feed', 'application/atom+xml'), '7-feed.xml'],
    [named('https://a.example/x', 'application/unheard-of'), '7-x.bin'],
    [bodyFileName(success({ index: 7, headers: {} })), '7-x.bin'],
    [named('https://a.example/x', 'application/json', 'Ada Lovelace'), '7-Ada_Lovelace.json'],
    [named('https://a.example/x', 'application/json', '../../etc/passwd'), '7-etc_passwd.json'],
    [named('https://a.example/%2e%2e%2f%2e%2e%2fetc'), '7-2e_2e_2f_2e_2e_2fetc.html'],
    [named('https://a.example/x', 'text/html', 'con'), '7-con.html'],
    [named('https://a.example/x', 'text/html', '...'), '7.html'],
    [named('https://a.example/x', 'text/html', 'a\u0000b\\c:d'), '7-a_b_c_d.html'],
    [named('https://a.example/üñí'), '7-C3_BC_C3_B1_C3_AD.html'],
  ]
  for (const [name, expected] of table)
    it(`is ${expected}`, () => {
      expect(name).to.equal(expected)
    })

  it('has nothing in it that any system minds, whatever the id and the URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.nat(), (id, path, index) => {
        for (const own of [{ id }, {}]) {
          const name = bodyFileName(success({ ...own, index, url: `https://a.example/${encodeURIComponent(path)}` }))
          expect(name).to.match(/^\d+[A-Za-z0-9._-]*$/)
          expect(name.length).to.be.at.most(100)
        }
      }),
    )
  })
})
