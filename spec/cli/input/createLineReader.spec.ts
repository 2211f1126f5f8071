import { expect } from 'chai'
import { createLineReader } from '../../../src/cli/input/createLineReader.ts'
import { noMeter } from '../../../src/cli/input/InputMeter.ts'

const A = 'https://a.example/'

describe('createLineReader', () => {
  const readAll = (chunks: readonly string[], most: number): unknown[] => {
    const meter = noMeter()
    const lines = createLineReader(
      'urls.txt',
      (request, line) => ({ request, index: meter.requests++, line, source: undefined }),
      meter,
      most,
    )
    return [...chunks.flatMap((chunk) => [...lines.read(chunk)]), ...lines.end()].map(({ request }) => request)
  }

  it('gives the items of lines, whatever the pieces they come in', () => {
    const text = `${A}1\n["${A}2","${A}3"]\r\n\n${A}4`
    for (const pieces of [[text], [...text]])
      expect(readAll(pieces, 100)).to.deep.equal([`${A}1`, `${A}2`, `${A}3`, `${A}4`])
  })

  const wrong: ReadonlyArray<[name: string, chunks: readonly string[], says: string]> = [
    ['a line that never ends', [`${A}\n`, ...Array<string>(50).fill('x')], 'cannot read line 2 of urls.txt'],
    ['JSON that never ends', Array<string>(50).fill('[\n'), 'cannot read urls.txt as JSON'],
  ]
  for (const [name, chunks, says] of wrong)
    it(`gives up ${name}`, () => {
      expect(() => readAll(chunks, 40)).to.throw(`${says}: it is longer than 40 characters`)
    })
})
