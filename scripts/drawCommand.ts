import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openScreen } from '../spec/support/openScreen.ts'

const PICTURE = fileURLToPath(new URL('../src/cli/screen.svg', import.meta.url))
const COLUMNS = 80
const REQUESTS = 240
/** When enough is done and enough is left to be seen. */
const LOOK_AFTER_MS = 2_600

const WIDTH = 8.4
const HEIGHT = 18
const COLOURS: Readonly<Record<string, string>> = { '31': '#ff7b72', '32': '#7ee787', '2': '#8b949e' }

/** An API of which some answers are slow, some missing. */
const server = createServer(({ url = '' }, response) => {
  const place = Number(url.split('/').at(-1))
  const isMissing = place % 23 === 7
  const send = (): unknown =>
    response
      .writeHead(isMissing ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ user: place, name: 'x'.repeat(place % 400) }))
  void setTimeout(40 + ((place * 53) % 380)).then(send)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const toXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** One row of a terminal: pieces of text, each behind the code of its colour. */
const row = (line: string, place: number): string => {
  const [first = '', ...coloured] = line.split('\u001b[')
  const spans = coloured.map((piece) => {
    const [, code = '', text = ''] = /^([\d;]*)m(.*)$/s.exec(piece) ?? []
    const colour = COLOURS[code]
    return colour === undefined ? toXml(text) : `<tspan fill="${colour}">${toXml(text)}</tspan>`
  })
  return `<text x="12" y="${30 + place * HEIGHT}" xml:space="preserve">${toXml(first)}${spans.join('')}</text>`
}

const picture = (lines: readonly string[]): string => {
  const width = COLUMNS * WIDTH + 24
  const height = lines.length * HEIGHT + 28
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
<title>The command on a terminal: results, a live line, and the summary</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g fill="#e6edf3">
${lines.map(row).join('\n')}
</g>
</svg>
`
}

const urls = Array.from({ length: REQUESTS }, (_, place) => `${origin}/users/${place}`)
const screen = openScreen(COLUMNS, urls)
const shown = async (): Promise<readonly string[]> =>
  screen.coloured().trimEnd().replaceAll(origin, 'https://api.example.com').split('\n')
try {
  await setTimeout(LOOK_AFTER_MS)
  await screen.untilShown(/ left$/)
  const during = (await shown()).slice(-9)
  await screen.untilShown(/^ended with/)
  const whole = await shown()
  const summary = whole.slice(
    whole.findIndex((line) => /^\d+ ok/.test(line)),
    -1,
  )
  writeFileSync(PICTURE, picture(['$ rx-fanout --input urls.txt', ...during, '', '…', '', ...summary]))
} finally {
  await screen.close()
  server.closeAllConnections()
  server.close()
}
