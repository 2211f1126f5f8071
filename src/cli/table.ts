import type { FetchResult } from '../domain/FetchResult.ts'
import { redactUrl } from '../domain/redactUrl.ts'

const HEADINGS = ['url', 'outcome', 'status or error', 'attempts', 'ms'] as const
/** The widest a cell gets, in characters. */
const MAX_WIDTH = 60

const toRow = (result: FetchResult): string[] => [
  redactUrl(result.url),
  result.outcome,
  result.outcome === 'success' ? String(result.status) : result.error.message,
  String(result.attempts),
  String(result.timing.durationMs),
]

const shorten = (cell: string): string => (cell.length > MAX_WIDTH ? `${cell.slice(0, MAX_WIDTH - 1)}…` : cell)

/** Results as a table for people, in the order given, a line each. */
export function toTable(results: readonly FetchResult[]): string {
  const rows = [[...HEADINGS], ...results.map(toRow)].map((row) => row.map(shorten))
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
