import { truncateSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { type Located, placeOf } from '../../../src/cli/input/Located.ts'
import { readRequests, readText } from '../../../src/cli/input/readInput.ts'
import { UnreadableRequest } from '../../../src/domain/UnreadableRequest.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { ungrouped } from '../../support/ungrouped.ts'

const NO_STDIN = Readable.from([])

const locate = (path: string | string[], stdin: Readable): Promise<Located[]> =>
  Readable.from(ungrouped(readRequests(path, stdin))).toArray()

const linesOf = async (path: string, stdin: Readable): Promise<unknown[]> =>
  (await locate(path, stdin)).map(({ request }) => request)

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
    [
      'lines that end with LF or CR LF only',
      '{"url":"https://a.example/","body":"a\u2028b\u2029c\u0085d"}',
      [{ url: 'https://a.example/', body: 'a\u2028b\u2029c\u0085d' }],
    ],
    [
      'a line separator within a URL',
      'https://a.example/\u2028\nhttps://b.example/',
      ['https://a.example/\u2028', 'https://b.example/'],
    ],
    [
      'JSON that is laid out over lines behind a byte order mark that is not the first',
      '\n\ufeff[\n"https://a.example/"\n]',
      ['https://a.example/'],
    ],
    [
      'files that were put together, each with its byte order mark',
      'https://a.example/\n\ufeffhttps://b.example/\r\n\ufeff# c\n\ufeff{"url":"https://d.example/"}',
      ['https://a.example/', 'https://b.example/', { url: 'https://d.example/' }],
    ],
    ['a quoted URL', '"https://a.example/a b"', ['https://a.example/a b']],
    [
      'an array on a line as its items',
      '["https://a.example/",{"url":"https://b.example/"}]\nhttps://c.example/',
      ['https://a.example/', { url: 'https://b.example/' }, 'https://c.example/'],
    ],
    [
      'an array that is laid out over lines',
      '# comment\n\n[\r\n  "https://a.example/",\r\n\r\n  { "url": "https://b.example/" }\r\n]\r\n',
      ['https://a.example/', { url: 'https://b.example/' }],
    ],
    [
      'a request that is laid out over lines',
      '{\n  "url":\n  "https://a.example/"\n}',
      [{ url: 'https://a.example/' }],
    ],
    [
      'a batch that is laid out over lines',
      '{\n"urls": ["https://a.example/", "https://b.example/"]\n}',
      ['https://a.example/', 'https://b.example/'],
    ],
    [
      'a batch on a line, under its policy',
      '{"urls":["https://a.example/",{"url":"https://b.example/","retries":1}],"policy":{"retries":0}}',
      [
        { url: 'https://a.example/', retries: 0 },
        { url: 'https://b.example/', retries: 1 },
      ],
    ],
    [
      'several values that are laid out over lines, as jq writes them',
      '{\n  "url": "https://a.example/"\n}\n{\n  "url": "https://b.example/"\n}\r\n["https://c.example/"]\n\n"https://d.example/"\n',
      [{ url: 'https://a.example/' }, { url: 'https://b.example/' }, 'https://c.example/', 'https://d.example/'],
    ],
    ['what JSON holds beside requests, to be judged at its place', '[5,"nonsense"]', [5, 'nonsense']],
    ['nothing', '', []],
  ]
  for (const [name, text, requests] of lines)
    it(`reads ${name}`, async () => {
      const path = folder.write('input.txt', text)
      expect(await linesOf(path, NO_STDIN)).to.deep.equal(requests)
      expect(await linesOf('-', Readable.from([text]))).to.deep.equal(requests)
    })

  const HTTP = 'an http or https URL, a URL, a request or a batch as JSON, or an array of URLs and requests'
  const unreadable: ReadonlyArray<[name: string, line: string, got: string]> = [
    ['two URLs', 'https://a.example/ https://b.example/', 'text with a blank inside'],
    ['two URLs with a tab between', 'https://a.example/\thttps://b.example/', 'text with a control character inside'],
    ['two URLs with a CR between', 'https://a.example/\rhttps://b.example/', 'text with a control character inside'],
    ['a URL and a note', 'https://a.example/ # note', 'text with a blank inside'],
    ['a row of a table', '1, https://a.example/, note', 'text with a blank inside'],
    ['JSON that is cut off', '{"url":"https://a.example/"', 'text that begins like JSON and is none'],
    ['JSON with a comma behind it', '"https://a.example/",', 'text that begins like JSON and is none'],
    ['a host and a port', 'localhost:7900/x', 'other text'],
    ['a word', 'nonsense', 'other text'],
    ['another scheme', 'ftp://a.example/', 'other text'],
  ]
  for (const [name, line, got] of unreadable)
    it(`reads ${name} as one failure at its place`, async () => {
      const [before, failure, after, ...more] = await linesOf(
        '-',
        Readable.from([`https://a.example/\n${line}\nhttps://b.example/`]),
      )
      expect([before, after, more]).to.deep.equal(['https://a.example/', 'https://b.example/', []])
      const message = `Invalid request: request must be ${HTTP}, got ${got}`
      expect(failure).to.deep.equal(new UnreadableRequest(line, { kind: 'invalid-request', message, field: 'request' }))
    })

  const badBatches: ReadonlyArray<[batch: object, field: string, says: string]> = [
    [{ urls: 'https://a.example/?s3cr3t' }, 'request', 'request must be a valid batch, got one with a wrong urls'],
    [{ urls: [{ url: 5 }] }, 'request', 'request must be a valid batch, got one with a wrong urls[0].url'],
    [
      { urls: [{ url: '', headers: { s3cr3t: 1 } }] },
      'request',
      'request must be a valid batch, got one with a wrong urls[0].headers',
    ],
    [
      { urls: [], policy: { retries: -1 } },
      'request',
      'request must be a valid batch, got one with a wrong policy.retries',
    ],
    [
      { urls: ['https://a.example/'], policy: { concurrency: 1 } },
      'policy.concurrency',
      'policy.concurrency must be left to its flag, got a value',
    ],
  ]
  for (const [batch, field, says] of badBatches)
    it(`reads ${JSON.stringify(batch)} as one failure`, async () => {
      const message = `Invalid request: ${says}`
      expect(await linesOf('-', Readable.from([JSON.stringify(batch)]))).to.deep.equal([
        new UnreadableRequest('', { kind: 'invalid-request', message, field }),
      ])
    })

  it('reads several inputs in their order, and tells where each request stands', async () => {
    const paths = [
      folder.write('a.txt', '# a\nhttps://a.example/\n'),
      '-',
      folder.write('b.txt', '["https://b.example/",\n"c"]\n\nhttps://d.example/'),
    ]
    const [a, stdin, b, c, d] = await locate(paths, Readable.from(['https://stdin.example/']))
    const [nameA, , nameB] = paths
    expect([a, stdin, b, c, d]).to.deep.equal([
      { request: 'https://a.example/', index: 0, line: 2, source: nameA },
      { request: 'https://stdin.example/', index: 1, line: 1, source: 'standard input' },
      { request: b?.request, index: 2, line: 1, source: nameB },
      { request: c?.request, index: 3, line: 2, source: nameB },
      { request: 'https://d.example/', index: 4, line: 4, source: nameB },
    ])
  })

  it('counts the items of JSON that is laid out over lines, whose lines the parser does not tell', async () => {
    const path = folder.write('whole.json', '# all\n[\n"a",\n\n{"urls":["b","c"]}\n]\n"d"')
    const found = await locate([path, '-'], Readable.from(['e']))
    expect(found.map(placeOf)).to.deep.equal([
      `item 1 of ${path}`,
      `item 2 of ${path}`,
      `item 3 of ${path}`,
      `item 4 of ${path}`,
      'line 1 of standard input',
    ])
  })

  it('names no input where there is one', async () => {
    const [request] = await locate('-', Readable.from(['https://stdin.example/']))
    expect(request).to.deep.equal({ request: 'https://stdin.example/', index: 0, line: 1, source: undefined })
  })

  const unreadableFiles: ReadonlyArray<[name: string, says: string]> = [
    ['missing.txt', 'no such file or directory'],
    ['missing/urls.csv.gz', 'no such file or directory'],
    ['.', 'it is a directory'],
    ['a.txt/urls.txt', 'not a directory'],
    ['x'.repeat(300), 'name too long'],
  ]
  for (const [name, says] of unreadableFiles)
    it(`fails for ${name.slice(0, 20)} before anything is read, in the words of the system`, async () => {
      const paths = [folder.write('a.txt', 'https://a.example/'), folder.path(name)]
      const first = await readRequests(paths, NO_STDIN)
        .next()
        .catch((error: Error) => error.message)
      expect(first).to.equal(`cannot read ${folder.path(name)}: ${says}`)
    })

  it('fails for a file that is cut while it is read, without the line that the cut goes through', async () => {
    const path = folder.write('cut.txt', 'https://a.example/1234\n'.repeat(20_000))
    const requests = ungrouped(readRequests(path, NO_STDIN))
    const read: unknown[] = []
    const error = await (async () => {
      for await (const { request } of requests) {
        if (read.length === 0) truncateSync(path, 70_000)
        read.push(request)
      }
    })().catch((thrown: Error) => thrown)
    expect(error).to.have.property('message', `cannot read ${path}: it was made shorter while it was read`)
    expect(new Set(read)).to.deep.equal(new Set(['https://a.example/1234']))
  })

  it('fails for JSON as a whole that is none, and repeats nothing of it', async () => {
    const message = await linesOf(folder.write('s.json', '[\n"https://a.example/s3cr3t",\n]'), NO_STDIN).catch(
      (error: Error) => error.message,
    )
    expect(message).to.include('s.json begins like JSON and is none').and.not.include('s3cr3t')
  })

  it('puts lines together that come in pieces', async () => {
    const pieces = Readable.from(['https://a.exa', 'mple/\nhttps://b.', 'example/\n'])
    expect(await linesOf('-', pieces)).to.deep.equal(['https://a.example/', 'https://b.example/'])
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
