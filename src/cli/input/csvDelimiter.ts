const DELIMITERS = [',', ';', '\t', '|'] as const

/** The name of a column: without quotes, blanks and a byte order mark around it. */
export const nameOfCell = (cell: string): string =>
  cell
    .replaceAll('\ufeff', '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase()

const delimiterOf = (line: string): string | undefined =>
  DELIMITERS.find((delimiter) => line.split(delimiter).map(nameOfCell).includes('url'))

/** The first line that is neither blank nor a comment; one that names a column `url` is none. */
const firstOf = (lines: readonly string[]): string | undefined =>
  lines.find((line) => line.trim() !== '' && (!line.trimStart().startsWith('#') || delimiterOf(line) !== undefined))

/** Whether a text goes on behind its first line that is neither blank nor a comment. */
export const hasFirstLine = (head: string): boolean => firstOf(head.split('\n').slice(0, -1)) !== undefined

/** What parts the columns of a text whose first line, but for blank ones and comments, names one `url`; undefined if it is no such text. */
export const csvDelimiter = (head: string): string | undefined => delimiterOf(firstOf(head.split('\n')) ?? '')
