/** Rows of cells under headings; the first column is of names, the others of figures. */
export type Table = { readonly headings: readonly string[]; readonly rows: ReadonlyArray<readonly string[]> }

/** Draws a table for a terminal: names to the left, figures to the right. */
export const toText = ({ headings, rows }: Table): string => {
  const widths = headings.map((_, column) => Math.max(...[headings, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [headings, widths.map((width) => '─'.repeat(width)), ...rows].map(line).join('\n')
}

/** Writes a table in GitHub's Markdown. */
export const toMarkdown = ({ headings, rows }: Table): string => {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`
  const rule = headings.map((_, column) => (column === 0 ? '---' : '--:'))
  return [headings, rule, ...rows].map(line).join('\n')
}
