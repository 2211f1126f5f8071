import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { noMeter } from '../../../src/cli/input/InputMeter.ts'
import { readRequests } from '../../../src/cli/input/readInput.ts'
import { UnreadableRequest } from '../../../src/domain/UnreadableRequest.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { ungrouped } from '../../support/ungrouped.ts'

const A = 'https://a.example/'
const B = 'https://b.example/?q=1,2'
const CELLS = '2 cells as the first, with quotes around a cell that holds what parts them'

describe('csvRequests', () => {
  const folder = temporaryFolder()

  const read = async (path: string, stdin = ''): Promise<unknown[]> => {
    const found: unknown[] = []
    for await (const { request, line } of ungrouped(readRequests(path, Readable.from([Buffer.from(stdin)]))))
      found.push([request instanceof UnreadableRequest ? request.error.message : request, line])
    return found
  }

  const table: ReadonlyArray<[name: string, text: string, requests: unknown]> = [
    [
      'a column of URLs',
      `url\n${A}\n${A}\n`,
      [
        [A, 2],
        [A, 3],
      ],
    ],
    [
      'ids from their column',
      `id,url\n7,${A}\n,${A}\n`,
      [
        [{ url: A, id: '7' }, 2],
        [A, 3],
      ],
    ],
    [
      'quoted cells and others beside them',
      `name,"URL","Id"\n"Ada, L.","${B}","a ""b"""\n`,
      [[{ url: B, id: 'a "b"' }, 2]],
    ],
    ['semicolons', `id;url\n7;${B}\n`, [[{ url: B, id: '7' }, 2]]],
    ['tabs', `id\turl\n7\t${B}\n`, [[{ url: B, id: '7' }, 2]]],
    ['CR LF and a byte order mark', `\ufeffurl,id\r\n${A},1\r\n`, [[{ url: A, id: '1' }, 2]]],
    [
      'a line break in a cell',
      `note,url\n"one\ntwo",${A}\nx,${A}`,
      [
        [A, 3],
        [A, 4],
      ],
    ],
    ['blank lines', `\n\nurl\n\n${A}\n\n`, [[A, 5]]],
    [
      'rows that are shorter, or longer by empty cells',
      `url,id\n${A}\n${A},1,, \n`,
      [
        [A, 2],
        [{ url: A, id: '1' }, 3],
      ],
    ],
    [
      'a cell too many as a failure: it may be the rest of a URL',
      `id,url\n1,${B}\n2,${A},3,4\n5,"${B}"\n`,
      [
        [`Invalid request: row must be ${CELLS}, got 3`, 2],
        [`Invalid request: row must be ${CELLS}, got 4`, 3],
        [{ url: B, id: '5' }, 4],
      ],
    ],
    ['a cell too many between semicolons', `id;url\n1;${A};b\n`, [[`Invalid request: row must be ${CELLS}, got 3`, 2]]],
    [
      'a row without a URL',
      `id,url\n7,\n8,${A}\n`,
      [
        ['Invalid request: url must be in each row, got none', 2],
        [{ url: A, id: '8' }, 3],
      ],
    ],
    ['comments before the first row', `# "all", of them\n\n # more\nid,url\n7,${A}\n`, [[{ url: A, id: '7' }, 5]]],
    ['what looks like a comment among the columns', `#id,url\n#7,${A}\n`, [[A, 2]]],
    ['a stray quote', `url,note\n${A},5" wide\n`, [[A, 2]]],
    ['a header alone', 'url\n', []],
    [
      'commas in the URLs of a single column',
      `url\n${A}?at=1,2\n"${A}?at=3,4"\n`,
      [
        [`${A}?at=1,2`, 2],
        [`${A}?at=3,4`, 3],
      ],
    ],
  ]
  for (const [name, text, requests] of table)
    it(`reads ${name}, from a file and from standard input`, async () => {
      expect(await read(folder.write('urls.csv', text))).to.deep.equal(requests)
      expect(await read('-', text)).to.deep.equal(requests)
    })

  it('unpacks what is named as packed', async () => {
    const path = folder.write('urls.csv.gz', gzipSync(`id,url\n7,${A}\n`))
    expect(await read(path)).to.deep.equal([[{ url: A, id: '7' }, 2]])
    const members = Buffer.concat([gzipSync(`${A}\n`), gzipSync(`${A}\n`)])
    expect(await read(folder.write('urls.txt.gz', members))).to.deep.equal([
      [A, 1],
      [A, 2],
    ])
  })

  const wrong: ReadonlyArray<[name: string, file: string, text: string | Buffer, message: RegExp]> = [
    [
      'no column of that name',
      'urls.csv',
      `id,link\n7,${A}\n`,
      /urls\.csv has no column 'url': its first row must name one$/,
    ],
    [
      'a quote that is not closed',
      'urls.csv',
      `url\n"${A}\n`,
      /^cannot read .*urls\.csv: a quote that is not closed, in the row behind line 1$/,
    ],
    [
      'a quote that is not closed, far from the end',
      'urls.csv',
      `url\n${A}\n"${A}\n${`${A}\n`.repeat(9)}`,
      /: a quote that is not closed, in the row behind line 2$/,
    ],
    ['two columns of that name', 'urls.csv', `url,Url\n${A},${A}\n`, /urls\.csv has several columns 'url'/],
    ['two columns of ids', 'urls.csv', `id,url,id\n1,${A},2\n`, /urls\.csv has several columns 'id'/],
    [
      'a quote that swallows all',
      'urls.csv',
      `url\n"${'x\n'.repeat(600_000)}`,
      /: a quote that is not closed, or a row that is too long/,
    ],
    [
      'packed bytes that are cut off',
      'urls.txt.gz',
      gzipSync(A).subarray(0, 20),
      /^cannot read .*urls\.txt\.gz: it is gzip that is cut off$/,
    ],
    [
      'what is not packed, but named so',
      'urls.txt.gz',
      A,
      /^cannot read .*urls\.txt\.gz: it is named as gzip, and is none or damaged$/,
    ],
  ]
  for (const [name, file, text, message] of wrong)
    it(`refuses ${name}`, async () => {
      const error = await read(folder.write(file, text)).catch((thrown: Error) => thrown)
      expect(error).to.be.an.instanceOf(Error).and.have.property('message').that.matches(message)
    })

  it('loses no row before one that cannot be read, and names the last of them', async () => {
    for (const count of [1, 20, 300]) {
      const path = folder.write('urls.csv', `url\n${`${A}\n`.repeat(count)}"${A}\n${A}\n`)
      const read: unknown[] = []
      const error = await (async () => {
        for await (const { request } of ungrouped(readRequests(path, Readable.from([])))) read.push(request)
      })().catch((thrown: Error) => thrown)
      expect(read).to.have.length(count)
      expect(error)
        .to.have.property('message')
        .that.includes(`a quote that is not closed, in the row behind line ${count + 1}`)
    }
  })

  it('reads no further ahead than the chunks that it needs', async () => {
    let asked = 0
    async function* endless() {
      for (;;) {
        asked += 1
        yield Buffer.from(asked === 1 ? 'url\n' : `${A}${asked}\n`)
        if (asked > 100_000) return
      }
    }
    const requests = ungrouped(readRequests('-', Readable.from(endless())))
    for (let count = 0; count < 10; count += 1) await requests.next()
    await requests.return(undefined)
    expect(asked).to.be.below(10_000)
  })

  it('tells how much of the input has become requests', async () => {
    const wide = `{"url":"${A}","body":"${'語'.repeat(200)}"}`
    for (const text of [`url\n${A}\n${A}\n`, `${A}\n${A}\n`, `${wide}\n${wide}\n`]) {
      const meter = noMeter()
      const requests = ungrouped(readRequests(folder.write('urls.txt', text), Readable.from([]), meter))
      await requests.next()
      await requests.next()
      const bytes = Buffer.byteLength(text)
      expect(meter.totalBytes).to.equal(bytes)
      expect(meter.readBytes).to.be.within(bytes / 3, bytes)
      await requests.return(undefined)
    }
  })
})
