import type { Paint } from '../output/paint.ts'
import { countText, cut, durationText, rateText, sizeText } from '../output/quantities.ts'
import { resultLine } from '../output/resultLine.ts'
import type { Bar } from './Durations.ts'
import type { Statistics } from './Statistics.ts'

/** Of fewer results each can be looked at: no picture of them is needed. */
const ENOUGH = 5
const MOST_BAR = 40
const EIGHTHS = ' ▏▎▍▌▋▊▉'

const bar = (share: number, columns: number): string => {
  const eighths = Math.round(share * columns * 8)
  return `${'█'.repeat(Math.floor(eighths / 8))}${eighths % 8 === 0 ? '' : EIGHTHS[eighths % 8]}` || EIGHTHS[1] || ''
}

const rangeText = ({ fromMs, toMs }: Bar): string =>
  toMs === Number.POSITIVE_INFINITY ? `from ${durationText(fromMs)}` : `to ${durationText(toMs)}`

const histogram = (bars: readonly Bar[], columns: number): readonly string[] => {
  const most = Math.max(...bars.map(({ count }) => count))
  const room = Math.max(4, Math.min(MOST_BAR, columns - 24))
  return bars.map((one) => {
    const drawn = one.count === 0 ? '' : bar(one.count / most, room)
    return `  ${rangeText(one).padStart(11)}  ${drawn} ${countText(one.count)}`
  })
}

/** Parts beside each other, in as many lines as a narrow screen needs. */
const side = (parts: readonly string[], columns: number): string =>
  parts.reduce((text, part) => {
    const last = text.slice(text.lastIndexOf('\n') + 1)
    return `${text},${last.length + part.length + 3 > columns ? '\n ' : ''} ${part}`
  })

const plural = (count: number, one: string, many: string): string => `${countText(count)} ${count === 1 ? one : many}`

const repeatsTexts = ({ repeats, hedges }: Statistics): readonly string[] => {
  if (hedges === undefined) return repeats === 0 ? [] : [plural(repeats, 'retry or hedge', 'retries and hedges')]
  const retries = Math.max(0, repeats - hedges)
  return [
    ...(retries === 0 ? [] : [plural(retries, 'retry', 'retries')]),
    ...(hedges === 0 ? [] : [plural(hedges, 'hedge', 'hedges')]),
  ]
}

/** Failures by kind, the most frequent first: `8 timeout, 4 status`. */
export const kindsText = (kinds: ReadonlyMap<string, number>): string =>
  [...kinds]
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${countText(count)} ${kind}`)
    .join(', ')

/** What is told when all is done: counts, times with a histogram and, unless it is to be brief, the slowest and the failed. */
export function summaryText(
  statistics: Statistics,
  ending: string,
  columns: number,
  paint: Paint,
  isBrief = false,
): string {
  const { ok, failed, bytes, durations, kinds, slowest, firstFailed, elapsedMs, done } = statistics
  const lines = [`${ok} ok, ${failed} failed${ending}`]
  if (done === 0) return `${lines[0]}\n`
  const amounts = [
    durationText(elapsedMs),
    rateText(statistics.perSecond(false)),
    sizeText(bytes),
    ...repeatsTexts(statistics),
  ]
  lines.push(`  ${side(amounts, columns - 2)}`)
  if (durations.count >= ENOUGH) {
    const shares = [50, 95, 99].map((share) => `p${share} ${durationText(durations.percentile(share / 100))}`)
    const longest = `longest ${durationText(slowest[0]?.timing.durationMs ?? 0)}`
    lines.push(`  ${side([...shares, longest], columns - 2)}`)
    lines.push(...histogram(durations.histogram(), columns))
    if (!isBrief) lines.push('slowest', ...slowest.map((result) => `  ${resultLine(result, columns - 2, paint)}`))
  }
  if (failed > 0) {
    lines.push(cut(`failed: ${kindsText(kinds)}`, columns))
    if (isBrief) return `${lines.join('\n')}\n`
    lines.push(...firstFailed.map((result) => `  ${resultLine(result, columns - 2, paint)}`))
    if (failed > firstFailed.length) lines.push(`  and ${countText(failed - firstFailed.length)} more`)
  }
  return `${lines.join('\n')}\n`
}
