import type { Spread } from './spread.ts'

export type Bar = { readonly name: string; readonly spread: Spread; readonly highlighted: boolean }

const WIDTH = 820
const NAMES = 210
const FIGURES = 70
const PADDING = 20
const TOP = 64
const ROW = 26
const BAR = 16
const PLOT = WIDTH - 2 * PADDING - NAMES - FIGURES

/** The panel is opaque, and follows the reader's colour scheme: it can be read on any page. */
const STYLE = `
  .panel { fill: #ffffff; stroke: #d0d7de }
  .bar { fill: #8c959f }
  .own { fill: #b7178c }
  .spread { stroke: #1f2328; stroke-width: 1.5 }
  text { fill: #1f2328; font: 13px system-ui, sans-serif }
  .title { font-size: 16px; font-weight: 600 }
  .note { fill: #59636e; font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .panel { fill: #0d1117; stroke: #3d444d }
    .bar { fill: #656c76 }
    .own { fill: #e45fbe }
    .spread { stroke: #f0f6fc }
    text { fill: #f0f6fc }
    .note { fill: #9198a1 }
  }`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Draws horizontal bars of medians with their quartiles, in the order given, as an SVG document. */
export const barChart = (title: string, note: string, bars: readonly Bar[]): string => {
  const longest = Math.max(...bars.map(({ spread }) => spread.q3))
  const at = (value: number): string => (PADDING + NAMES + (value / longest) * PLOT).toFixed(1)
  const height = TOP + bars.length * ROW + PADDING
  const rows = bars.map(({ name, spread: { q1, median, q3 }, highlighted }, index) => {
    const top = TOP + index * ROW
    const middle = top + BAR / 2
    const width = ((median / longest) * PLOT).toFixed(1)
    return [
      `<text x="${PADDING + NAMES - 10}" y="${middle + 4.5}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${highlighted ? 'own' : 'bar'}" x="${PADDING + NAMES}" y="${top}" width="${width}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${at(q1)}" x2="${at(q3)}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${Number(at(Math.max(median, q3))) + 8}" y="${middle + 4.5}">${median.toFixed(0)}</text>`,
    ].join('\n  ')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
  <style>${STYLE}
  </style>
  <rect class="panel" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
  <text class="title" x="${PADDING}" y="30">${escaped(title)}</text>
  <text class="note" x="${PADDING}" y="48">${escaped(note)}</text>
  ${rows.join('\n  ')}
</svg>
`
}
