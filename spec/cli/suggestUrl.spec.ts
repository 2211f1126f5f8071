import { expect } from 'chai'
import { suggestUrl } from '../../src/cli/suggestUrl.ts'

describe('suggestUrl', () => {
  const table: ReadonlyArray<[text: string, suggestion: string | undefined]> = [
    ['localhost:7900/x', 'http://localhost:7900/x'],
    ['localhost', 'http://localhost/'],
    ['127.0.0.1:80/a', 'http://127.0.0.1/a'],
    ['[::1]:3000/', 'http://[::1]:3000/'],
    ['a.example/x?token=secret#secret', 'http://a.example/x?token=…'],
    ['user:secret@a.example/x', undefined],
    ['//a.example/x', 'http://a.example/x'],
    ['htp://a.example/', 'http://a.example/'],
    ['htttp://a.example/', 'http://a.example/'],
    ['htps://a.example/', 'https://a.example/'],
    ['ttps://a.example/', 'https://a.example/'],
    ['https//a.example/', 'https://a.example/'],
    ['https;//a.example/', 'https://a.example/'],
    ['ftp://a.example/', undefined],
    ['mailto:someone@a.example', undefined],
    ['data:text/plain,secret', undefined],
    ['nonsense', undefined],
    ['5', undefined],
    ['1.5', undefined],
    ['0x7f.1', undefined],
    ['/path', undefined],
    ['', undefined],
    ['https://', undefined],
    ['https://a.example:99999/', undefined],
    ['a.example b.example', undefined],
    ['{"url":"a.example"}', undefined],
  ]
  for (const [text, suggestion] of table)
    it(`${suggestion === undefined ? 'has nothing' : `suggests ${suggestion}`} for ${JSON.stringify(text)}`, () => {
      expect(suggestUrl(text)).to.equal(suggestion)
    })
})
