import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { consumer } from '../support/consumer.ts'

/** Members of the interfaces in a declaration, and whether a comment stands above each. */
const membersOf = (declaration: string): ReadonlyArray<{ readonly name: string; readonly isDocumented: boolean }> =>
  [...declaration.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)].flatMap(([, owner, body = '']) => {
    const lines = body.split('\n')
    return lines.flatMap((line, at) => {
      const [, member] = /^ {4}(?:readonly )?(\[?['\w-]+|\(|<)/.exec(line) ?? []
      const isDocumented = lines[at - 1]?.trim().endsWith('*/') ?? false
      return member === undefined ? [] : [{ name: `${owner}.${member}`, isDocumented }]
    })
  })

/** Whose members say all by their names. */
const SELF_EVIDENT = /^(ErrorKinds|ResponseHeaders)\./

describe('the declarations', () => {
  const project = consumer()
  let declarations: ReadonlyMap<string, string>

  before(() => {
    const names = readdirSync(project.library, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.d.ts'),
    )
    declarations = new Map(names.map((name) => [name, readFileSync(join(project.library, name), 'utf8')]))
  })

  it("hold no machinery of io-ts's", () => {
    const machinery = /\bt\.TypeOf\b|TypeOfProps|TypeOfPartialProps|IntersectionC|UnionC|PartialC|KeyofC/
    expect(declarations.size).to.be.above(100)
    expect([...declarations].filter(([, text]) => machinery.test(text)).map(([name]) => name)).to.deep.equal([])
  })

  it('have a sentence for each member of their interfaces', () => {
    const members = [...declarations.values()].flatMap(membersOf)
    expect(members.map(({ name }) => name)).to.include.members([
      'FetchOptions.headers',
      'PerRequestPolicy.timeoutMs',
      'FetchSuccess.body',
      'TransportOptions.ca',
      'StatusError.retryAfterMs',
    ])
    const silent = members.filter(({ name, isDocumented }) => !isDocumented && !SELF_EVIDENT.test(name))
    expect(silent.map(({ name }) => name)).to.deep.equal([])
  })

  describe('make the compiler complain about', () => {
    /** A mistake, and what the first line of the complaint and its place, or its last line, say. */
    const table: ReadonlyArray<[mistake: string, complaint: RegExp]> = [
      ["fetchBatch([{ url: 'http://a', id: 5 }])", /\(\d+,34\): .*Type 'number' is not assignable to type 'string'/],
      ["fetchBatch([{ url: 'http://a', timeout: 5 }])", /'timeout' does not exist in type 'FetchRequest/],
      ['const r = [{ url: "http://a", id: 5 }]; fetchBatch(r)', /Types of property 'id' are incompatible/],
      ['fetchBatch(["a"].map((url) => ({ url, retries: "2" })))', /Types of property 'retries' are incompatible/],
      ["fetchBatch(of({ url: 'http://a', id: 5 }))", /Types of property 'id' are incompatible/],
      ['fetchBatch((function* () { yield { url: "a", id: 5 } })())', /Types of property 'id' are incompatible/],
      ["fetchBatch([{ uri: 'http://a' }])", /'uri' does not exist in type 'FetchRequest/],
      ["fetchBatch('http://a')", /Argument of type 'string' is not assignable/],
      ['fetchBatch([], { timeout: 5 })', /'timeout' does not exist in type 'FetchOptions.*'timeoutMs'/],
      ["fetchBatch([], { timeoutMs: '5' })", /\(\d+,20\): .*Type 'string' is not assignable to type 'number'/],
      ['createTransport({ adresses: "any" })', /'adresses' does not exist in type 'TransportOptions'.*'addresses'/],
      ["const [r] = await collectBatch(['http://a']); r?.body", /'body' does not exist on type 'FetchFailure'/],
    ]
    const IMPORTS = "import { collectBatch, createTransport, fetchBatch } from 'rx-fanout'; import { of } from 'rxjs'"
    const complaints = new Map<number, string>()

    before(() => {
      project.write('mistakes.ts', [IMPORTS, ...table.map(([mistake]) => `{ ${mistake} }`)].join('\n'))
      for (const text of project.complaints('mistakes.ts').split(/^(?=mistakes)/m)) {
        const [, line] = /^mistakes\.ts\((\d+),/.exec(text) ?? []
        complaints.set(Number(line), text)
      }
    })

    for (const [at, [mistake, complaint]] of table.entries())
      it(mistake, () => {
        expect(complaints.get(at + 2))
          .to.match(complaint)
          .and.to.not.include('missing the following properties')
      })

    it('nothing else', () => {
      expect([...complaints.keys()]).to.deep.equal(table.map((_, at) => at + 2))
    })
  })
})
