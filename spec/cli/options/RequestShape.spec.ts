import { Readable } from 'node:stream'
import { expect } from 'chai'
import { parseArguments } from '../../../src/cli/options/parseArguments.ts'
import { toRequestShape } from '../../../src/cli/options/RequestShape.ts'
import { invalidRequest } from '../../../src/domain/FetchError.ts'
import type { FetchRequest } from '../../../src/domain/FetchRequest.ts'
import { UnreadableRequest } from '../../../src/domain/UnreadableRequest.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const url = 'https://a.example/'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }

const shapeOf = (...args: readonly string[]) =>
  toRequestShape(parseArguments(args), { stdin: Readable.from([Buffer.from('from stdin')]) })

/** Bodies as text. */
const legible = (request: unknown): unknown => {
  const { body } = Object(request)
  return body instanceof Uint8Array ? { ...Object(request), body: Buffer.from(body).toString() } : request
}

describe('toRequestShape', () => {
  const folder = temporaryFolder()

  const table: ReadonlyArray<[args: readonly string[], request: string | FetchRequest, shaped: unknown]> = [
    [[], url, url],
    [['-X', 'HEAD'], url, { url, method: 'HEAD' }],
    [['-X', 'HEAD'], { url, method: 'GET' }, { url, method: 'GET' }],
    [['-d', 'a=1'], url, { url, method: 'POST', body: 'a=1', headers: FORM }],
    [['-d', 'a=1', '-d', 'b=2'], url, { url, method: 'POST', body: 'a=1&b=2', headers: FORM }],
    [['-d', 'a=1', '-X', 'PUT'], url, { url, method: 'PUT', body: 'a=1', headers: FORM }],
    [['-d', '@-'], url, { url, method: 'POST', body: 'from stdin', headers: FORM }],
    [['-d', 'a,b', '-H', 'content-type: text/csv'], url, { url, method: 'POST', body: 'a,b' }],
    [['--json', '{"q":1}'], url, { url, method: 'POST', body: '{"q":1}', headers: JSON_TYPE }],
    [['--json', '{"q":1}'], { url, id: 'a' }, { url, id: 'a', method: 'POST', body: '{"q":1}', headers: JSON_TYPE }],
    [['--json', '1'], { url, body: { own: true } }, { url, method: 'POST', body: { own: true } }],
    [
      ['--json', '1'],
      { url, headers: { 'x-a': '1' } },
      { url, method: 'POST', body: '1', headers: { 'x-a': '1', ...JSON_TYPE } },
    ],
    [
      ['--json', '1'],
      { url, headers: { 'Content-Type': 'text/plain' } },
      { url, method: 'POST', body: '1', headers: { 'Content-Type': 'text/plain' } },
    ],
    [['-d', 'x'], 5 as unknown as string, 5],
  ]
  for (const [args, request, shaped] of table)
    it(`makes of ${JSON.stringify(request)} under ${args.join(' ')} what is sent`, async () => {
      const { shape } = await shapeOf(...args)
      expect(legible(shape(request))).to.deep.equal(shaped)
    })

  it('leaves what could not be read as it is', async () => {
    const unreadable = new UnreadableRequest('', invalidRequest('url', 'in each row', 'none'))
    expect((await shapeOf('-d', 'x')).shape(unreadable)).to.equal(unreadable)
  })

  it('reads a body from a file, byte by byte, and asks for JSON where it sends that', async () => {
    const path = folder.write('body.json', '{"q":\n1}\n')
    const { shape, headers } = await shapeOf('--json', `@${path}`, '-H', 'x-a: 1')
    expect(legible(shape(url))).to.have.property('body', '{"q":\n1}\n')
    expect(headers).to.deep.equal({ accept: 'application/json', 'x-a': '1' })
  })

  const wrong: ReadonlyArray<[args: readonly string[], message: RegExp]> = [
    [['--json', '{"s3cr3t":'], /^--json is no JSON: type for example/],
    [['--json', '1', '-d', '2'], /^give either --data or --json/],
    [['-d', '@/missing/body'], /^cannot read \/missing\/body: no such file or directory$/],
    [['--json', '@/'], /^cannot read \/: it is a directory$/],
    [['-d', '@'], /^--data @ names no file: type --data @file, or --data @- for standard input$/],
  ]
  for (const [args, message] of wrong)
    it(`refuses ${args.join(' ')}`, async () => {
      const error = await shapeOf(...args).catch((thrown: Error) => thrown)
      expect(error)
        .to.be.an.instanceOf(Error)
        .and.have.property('message')
        .that.matches(message)
        .and.not.includes('s3cr3t')
    })
})
