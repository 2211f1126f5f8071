const DELIMITERS = [',', ';', '\t', '|'] as const

/** The name of a column: without quotes, blanks and a byte order mark around it. */
export const nameOfCell = (cell: string): string =>
  cell
    .replaceAll('\ufeff', '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase()

/** What parts the columns of a text whose first line names one `url`; undefined if it is no such text. */
export function csvDelimiter(head: string): string | undefined {
  const first = head.split('\n').find((line) => line.trim() !== '') ?? ''
  return DELIMITERS.find((delimiter) => first.split(delimiter).map(nameOfCell).includes('url'))
}
