import { Readable, type TransformOptions } from 'node:stream'
import { type CsvError, type Info, type Options, parse } from 'csv-parse'
import { invalidRequest } from '../../domain/FetchError.ts'
import type { FetchRequest } from '../../domain/FetchRequest.ts'
import { UnreadableRequest } from '../../domain/UnreadableRequest.ts'
import { csvDelimiter, nameOfCell } from './csvDelimiter.ts'
import type { InputMeter } from './InputMeter.ts'

/** A quote that is never closed would else take the rest of the file into memory. */
const MOST_OF_A_ROW = 1_048_576

/** What is wrong with a row, without any of its text. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that is not closed',
  CSV_MAX_RECORD_SIZE: 'a quote that is not closed, or a row that is too long',
  CSV_INVALID_CLOSING_QUOTE: 'something behind a closing quote',
}

/** The parser tells the line in which it gave up, which of a quote that is not closed is far behind it. */
const explainError = ({ code }: CsvError, name: string, lastLine: number): Error =>
  new Error(`cannot read ${name}: ${REASONS[code] ?? 'it is no CSV'}, in the row behind line ${lastLine}`)

type Columns = { readonly count: number; readonly urlAt: number; readonly idAt: number }

/** Reads the first row; undefined if it is a comment. Throws an error unless one column gives the URL. */
const columnsOf = (record: readonly string[], name: string): Columns | undefined => {
  const names = record.map(nameOfCell)
  if (names[0]?.startsWith('#') && !names.includes('url')) return undefined
  for (const column of ['url', 'id'])
    if (names.indexOf(column) !== names.lastIndexOf(column))
      throw new Error(`${name} has several columns '${column}': its first row must name one`)
  const urlAt = names.indexOf('url')
  if (urlAt < 0) throw new Error(`${name} has no column 'url': its first row must name one`)
  return { count: names.length, urlAt, idAt: names.indexOf('id') }
}

/** A row's request: its URL, and its id if a column is named so. A cell too many may be the rest of a URL that is not quoted. */
const requestOf = (row: readonly string[], { count, urlAt, idAt }: Columns): string | FetchRequest => {
  const url = row[urlAt]
  if (row.slice(count).some((cell) => cell.trim() !== ''))
    return new UnreadableRequest(
      url ?? '',
      invalidRequest(
        'row',
        `${count} cells as the first, with quotes around a cell that holds what parts them`,
        `${row.length}`,
      ),
    )
  if (url === undefined || url.trim() === '')
    return new UnreadableRequest('', invalidRequest('url', 'in each row', 'none'))
  const id = idAt < 0 ? '' : (row[idAt] ?? '')
  return id === '' ? url : { url, id }
}

/** Reads the requests of CSV whose first row names its columns. Throws an error that gives the text's name and the line. */
export async function* csvRequests(
  chunks: AsyncIterable<string>,
  path: string,
  name: string,
  meter: InputMeter,
): AsyncGenerator<{ readonly request: string | FetchRequest; readonly line: number }> {
  const source = chunks[Symbol.asyncIterator]()
  const first = await source.next()
  const head = first.done ? '' : first.value
  async function* all(): AsyncGenerator<string> {
    yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  const text = Readable.from(all())
  const delimiter = csvDelimiter(head) ?? (/\.tsv/i.test(path) ? '\t' : ',')
  const options: Options & TransformOptions = {
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_OF_A_ROW,
    autoDestroy: false, // or an error would take the rows before it away
  }
  const parser = parse(options)
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let columns: Columns | undefined
  let lastLine = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      lastLine = info.lines
      if (columns === undefined) {
        columns = columnsOf(record, name)
        continue
      }
      meter.readBytes = info.bytes
      const row = columns.count === 1 ? [record.join(delimiter)] : record // nothing parts one column: its commas are the URL's
      yield { request: requestOf(row, columns), line: info.lines }
    }
  } catch (error) {
    throw (error as Partial<CsvError>).code?.startsWith('CSV_')
      ? explainError(error as CsvError, name, lastLine)
      : error
  } finally {
    text.destroy()
    parser.destroy()
  }
}
