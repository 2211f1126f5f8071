import { Readable } from 'node:stream'
import { expect } from 'chai'
import { readRequests, readText } from '../../src/cli/readInput.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const NO_STDIN = Readable.from([])

const linesOf = (path: string, stdin: Readable): Promise<unknown[]> =>
  Readable.from(readRequests(path, stdin)).toArray()

describe('readRequests', () => {
  const folder = temporaryFolder()

  const lines: ReadonlyArray<[name: string, text: string, requests: unknown[]]> = [
    ['a URL per line', 'https://a.example/\nhttps://b.example/\n', ['https://a.example/', 'https://b.example/']],
    ['a last line without an end', 'https://a.example/', ['https://a.example/']],
    ['CR LF, blank lines and space around', '\r\n  https://a.example/  \r\n\t\r\n', ['https://a.example/']],
    ['comments', '# all of them\nhttps://a.example/#top\n  # none\n', ['https://a.example/#top']],
    [
      'requests as JSON',
      '{"url":"https://a.example/","method":"POST","body":{"q":1}}\nhttps://b.example/',
      [{ url: 'https://a.example/', method: 'POST', body: { q: 1 } }, 'https://b.example/'],
    ],
    ['JSON that is broken, as it is', '{"url":\nhttps://a.example/', ['{"url":', 'https://a.example/']],
    ['nothing', '', []],
  ]
  for (const [name, text, requests] of lines)
    it(`reads ${name}`, async () => {
      const path = folder.write('input.txt', text)
      expect(await linesOf(path, NO_STDIN)).to.deep.equal(requests)
      expect(await linesOf('-', Readable.from([text]))).to.deep.equal(requests)
    })

  it('puts lines together that come in pieces', async () => {
    const pieces = Readable.from(['https://a.exa', 'mple/\nhttps://b.', 'example/\n'])
    expect(await linesOf('-', pieces)).to.deep.equal(['https://a.example/', 'https://b.example/'])
  })

  it('fails for a file that is not there, with its name', async () => {
    const path = folder.path('missing.txt')
    const read = await linesOf(path, NO_STDIN).catch((error: Error) => error.message)
    expect(read).to.include('ENOENT').and.include(path)
  })
})

describe('readText', () => {
  const folder = temporaryFolder()

  it('reads a whole file', async () => {
    expect(await readText(folder.write('event.json', '{"urls":[]}\n'), NO_STDIN)).to.equal('{"urls":[]}\n')
  })

  it("reads standard input for '-'", async () => {
    expect(await readText('-', Readable.from(['{"urls"', ':[]}']))).to.equal('{"urls":[]}')
  })
})
