import { expect } from 'chai'
import { type Item, parseDictionary, parseList } from '../../../src/domain/words/structuredFields.ts'

const shown = ({ bare, parameters }: Item): string =>
  [`${bare.type} ${bare.value}`, ...Array.from(parameters, ([key, { value }]) => `${key}=${value}`)].join('; ')

describe('parseList', () => {
  const lists: ReadonlyArray<[text: string, items: readonly string[] | undefined]> = [
    ['', []],
    ['  ', []],
    ['"default";r=50;t=30', ['string default; r=50; t=30']],
    ['"a";r=1,"b";r=2', ['string a; r=1', 'string b; r=2']],
    ['"a, b;c";r=1 \t, \t"b"; r=2', ['string a, b;c; r=1', 'string b; r=2']],
    ['"a \\"quoted\\" \\\\ one"', ['string a "quoted" \\ one']],
    ['1', ['integer 1']],
    ['-1;a', ['integer -1; a=?1']],
    ['999999999999999', ['integer 999999999999999']],
    ['1.0', ['other 1.0']],
    ['token/x:*', ['other token/x:*']],
    [':cGFydA==:', ['other :cGFydA==:']],
    ['?1', ['other ?1']],
    ['@1659578233', ['other @1659578233']],
    ['%"f%c3%bc"', ['other %"f%c3%bc"']],
    ['"a";pk=:AQ==:;r=1;r=2', ['string a; pk=:AQ==:; r=2']],
    ['1000000000000000', undefined],
    ['1.', undefined],
    ['1.0000', undefined],
    ['--1', undefined],
    ['"open', undefined],
    ['"bad \\escape"', undefined],
    ['"nöt ascii"', undefined],
    ['"a",', undefined],
    [',"a"', undefined],
    ['"a" "b"', undefined],
    ['"a";', undefined],
    ['"a";R=1', undefined],
    ['"a";r=', undefined],
    ['("a" "b");r=1', undefined],
    ['limit=100, remaining=95', undefined],
    ['?2', undefined],
    ["'a'", undefined],
  ]
  for (const [text, items] of lists)
    it(`reads ${JSON.stringify(text)} as ${items === undefined ? 'malformed' : items.join(' | ') || 'nothing'}`, () => {
      expect(parseList(text)?.map(shown)).to.deep.equal(items)
    })
})

describe('parseList and parseDictionary', () => {
  it('take no time worth speaking of for a field of blanks, as large as a server may send it', () => {
    const blanks = ' '.repeat(60_000)
    const startedAtMs = performance.now()
    expect([parseList(`"a"${blanks}b`), parseDictionary(`a=1${blanks}b`)]).to.deep.equal([undefined, undefined])
    expect(performance.now() - startedAtMs).to.be.below(1_000) // a pattern that looks for blanks at the end takes ten times that
  })
})

describe('parseDictionary', () => {
  const dictionaries: ReadonlyArray<[text: string, entries: Record<string, string> | undefined]> = [
    ['limit=100, remaining=95,reset=30', { limit: '100', remaining: '95', reset: '30' }],
    ['a=1, a=2', { a: '2' }],
    ['a, b;x=1', { a: '?1', b: '?1' }],
    ['a="x";w=60', { a: 'x' }],
    ['', {}],
    ['"a";r=1', undefined],
    ['a=1 b=2', undefined],
    ['a=1,', undefined],
    ['A=1', undefined],
    ['a=(1 2)', undefined],
  ]
  for (const [text, entries] of dictionaries)
    it(`reads ${JSON.stringify(text)} as ${entries === undefined ? 'malformed' : JSON.stringify(entries)}`, () => {
      const read = parseDictionary(text)
      expect(read && Object.fromEntries(Array.from(read, ([key, { value }]) => [key, value]))).to.deep.equal(entries)
    })
})
