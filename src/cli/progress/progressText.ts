import { countText, durationText, rateText } from '../output/quantities.ts'
import type { Statistics } from './Statistics.ts'
import { kindsText } from './summaryText.ts'

/** How far the work has come, and how much there is of it. */
export type Extent = {
  /** Begun and not done. */
  readonly inFlight: number
  /** How many there are in all; undefined where nobody knows. */
  readonly total: number | undefined
  /** Whether the total is taken from how much of the input was read. */
  readonly isEstimate: boolean
}

/** Long enough for a rate to tell how long the rest takes. */
const STEADY_MS = 2_000

const doneText = (done: number, { total, isEstimate }: Extent): string =>
  total === undefined || total < done
    ? `${countText(done)} done`
    : `${countText(done)}/${isEstimate ? '~' : ''}${countText(total)} ${Math.floor((100 * done) / Math.max(1, total))}%`

const leftText = (statistics: Statistics, { total }: Extent, perSecond: number): string | undefined =>
  total === undefined || total <= statistics.done || statistics.elapsedMs < STEADY_MS || perSecond < 0.01
    ? undefined
    : `${durationText(((total - statistics.done) / perSecond) * 1_000)} left`

/**
 * How the work stands, in one line of at most some columns: what has no room is left out, the least important first.
 */
export function progressText(
  statistics: Statistics,
  extent: Extent,
  waits: string | undefined,
  columns: number,
): string {
  const { done, ok, failed, kinds, durations } = statistics
  const perSecond = statistics.perSecond(true)
  const times = `p50 ${durationText(durations.percentile(0.5))}, p95 ${durationText(durations.percentile(0.95))}`
  /** In their order on the screen, each with its rank when there is too little room. */
  const parts: ReadonlyArray<readonly [rank: number, text: string | undefined]> = [
    [0, doneText(done, extent)],
    [4, ok === done || ok === 0 ? undefined : `${countText(ok)} ok`],
    [1, failed === 0 ? undefined : `${countText(failed)} failed`],
    [7, failed === 0 ? undefined : kindsText(kinds)],
    [3, rateText(perSecond)],
    [6, `${countText(extent.inFlight)} in flight`],
    [5, durations.count === 0 ? undefined : times],
    [2, leftText(statistics, extent, perSecond)],
    [2.5, waits],
  ]
  const kept = new Set<number>()
  let width = 0
  for (const [rank, text] of [...parts].sort(([one], [other]) => one - other)) {
    const needed = (text?.length ?? 0) + (width === 0 ? 0 : 3)
    if (text === undefined || width + needed > columns) continue
    kept.add(rank)
    width += needed
  }
  return parts
    .filter(([rank]) => kept.has(rank))
    .map(([, text]) => text)
    .join(' · ')
}
