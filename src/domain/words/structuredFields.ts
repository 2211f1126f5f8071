/** A bare item of a structured field (RFC 9651 section 3.3), as far as it matters which type it has. */
export type BareItem = { readonly type: 'integer' | 'string' | 'other'; readonly value: string }

export type Parameters = ReadonlyMap<string, BareItem>
export type Item = { readonly bare: BareItem; readonly parameters: Parameters }

/** RFC 9651 section 4.2.3.1: integer, decimal, string, byte sequence, boolean, date, display string, token. */
const BARE_ITEM =
  /(?<integer>-?\d{1,15}(?![\d.]))|(?<decimal>-?\d{1,12}\.\d{1,3}(?!\d))|"(?<string>(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"|:[A-Za-z\d+/]*={0,2}:|\?[01]|@-?\d{1,15}(?![\d.])|%"(?:[\x20\x21\x23\x24\x26-\x7e]|%[\da-f]{2})*"|[A-Za-z*][!#$%&'*+\-.^_`|~\w:/]*/y
const KEY = /[a-z*][a-z\d_\-.*]*/y
const COMMA = /[ \t]*,[ \t]*/y
const SEMICOLON = /; */y
const EQUALS = /=/y

const TRUE: BareItem = { type: 'other', value: '?1' }

/** By loops: a pattern that ends in `+$` takes quadratic time where spaces are many and inside. */
const trimSpaces = (text: string): string => {
  let [start, end] = [0, text.length]
  while (text[start] === ' ') start += 1
  while (end > start && text[end - 1] === ' ') end -= 1
  return text.slice(start, end)
}

/** Steps through a field's text; each step gives undefined where the text does not go on so. */
class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = trimSpaces(text)
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at = pattern.lastIndex
    return found
  }

  bareItem(): BareItem | undefined {
    const found = this.take(BARE_ITEM)
    if (found === undefined) return undefined
    const { integer, string } = found.groups ?? {}
    if (integer !== undefined) return { type: 'integer', value: integer }
    if (string !== undefined) return { type: 'string', value: string.replace(/\\(.)/g, '$1') }
    return { type: 'other', value: found[0] }
  }

  parameters(): Parameters | undefined {
    const parameters = new Map<string, BareItem>()
    while (this.take(SEMICOLON)) {
      const key = this.take(KEY)?.[0]
      const value = key !== undefined && this.take(EQUALS) ? this.bareItem() : TRUE
      if (key === undefined || value === undefined) return undefined
      parameters.set(key, value)
    }
    return parameters
  }

  item(): Item | undefined {
    const bare = this.bareItem()
    const parameters = bare && this.parameters()
    return bare && parameters && { bare, parameters }
  }
}

/** Members between commas; undefined where the text is not all of them, which by RFC 9651 makes the whole field void. */
const members = <M>(text: string, next: (scanner: Scanner) => M | undefined): readonly M[] | undefined => {
  const scanner = new Scanner(text)
  const found: M[] = []
  if (scanner.atEnd) return found
  do {
    const member = next(scanner)
    if (member === undefined) return undefined
    found.push(member)
  } while (scanner.take(COMMA))
  return scanner.atEnd ? found : undefined
}

/** A List of Items (RFC 9651 section 3.1), or undefined where the field is malformed or holds an inner list. */
export const parseList = (text: string): readonly Item[] | undefined => members(text, (scanner) => scanner.item())

/** A Dictionary of Items (RFC 9651 section 3.2), or undefined where the field is malformed or holds an inner list. */
export function parseDictionary(text: string): ReadonlyMap<string, BareItem> | undefined {
  const entries = members(text, (scanner): readonly [string, BareItem] | undefined => {
    const key = scanner.take(KEY)?.[0]
    const value = key !== undefined && scanner.take(EQUALS) ? scanner.bareItem() : TRUE
    return key === undefined || value === undefined || !scanner.parameters() ? undefined : [key, value]
  })
  return entries && new Map(entries)
}
