import { writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { main } from '../src/cli/main.ts'

/** Runs the demo and draws what it says as the terminal that README shows: `node scripts/drawDemo.ts`. */
const PICTURE = new URL('demo.svg', import.meta.url)
const LINE_PX = 18
const CHARACTER_PX = 7.9
const MARGIN_PX = 16
const escapeXml = (line: string): string =>
  line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const colourOf = (line: string): string => {
  if (line.startsWith('$')) return '#7ee787'
  if (/"error"|failure/.test(line)) return '#ffa198'
  return '#e6edf3'
}

const draw = (lines: readonly string[]): string => {
  const width = Math.ceil(Math.max(...lines.map(({ length }) => length)) * CHARACTER_PX) + 2 * MARGIN_PX
  const height = lines.length * LINE_PX + 2 * MARGIN_PX
  const rows = lines.map(
    (line, row) =>
      `<text x="${MARGIN_PX}" y="${MARGIN_PX + (row + 0.75) * LINE_PX}" fill="${colourOf(line)}" xml:space="preserve">${escapeXml(line)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>What npm start shows: an event, what became of each request, and the answer</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

const screens = { stdout: new PassThrough(), stderr: new PassThrough() }
const shown = Promise.all([text(screens.stderr), text(screens.stdout)])
const ignore = () => {}
process.exitCode = await main(['--demo'], { ...screens, stdin: process.stdin, env: {}, on: ignore, off: ignore })
screens.stdout.end()
screens.stderr.end()
const [told = '', answer = ''] = await shown
const table = told.slice(told.indexOf('\n\n')).trimEnd().split('\n') // below the event, which is one long line
const items: readonly unknown[] = JSON.parse(answer).body
writeFileSync(PICTURE, draw(['$ npm start', ...table, ...items.map((item) => `  ${JSON.stringify(item)}`)]))
