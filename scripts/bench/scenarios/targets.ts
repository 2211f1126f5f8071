import { figureSpread, ratioSpread } from '../report/figures.ts'
import { inUnitsOf, times } from '../report/format.ts'
import { spreadOf } from '../report/spread.ts'
import type { Target } from '../Scenario.ts'

/** One entrant's figure may be at most `limit` times another's in the same round. */
export const ratioTarget = (name: string, reference: string, figure: string, limit: number): Target => ({
  title: `${name} ÷ ${reference}`,
  limit,
  format: times,
  measured: (rounds) => ratioSpread(rounds, name, reference, figure),
})

/** One entrant's figure may be at most `limit`, shown in `unit`. */
export const figureTarget = (title: string, name: string, figure: string, limit: number, unit: number): Target => ({
  title,
  limit,
  format: inUnitsOf(unit, 1),
  measured: (rounds) => figureSpread(rounds, name, figure),
})

/** The origin must be far quicker than even the leanest client, or it would be the origin that is measured. */
export const originTarget = (limit: number): Target => ({
  title: 'origin ÷ leanest client',
  limit,
  format: times,
  measured: (rounds) =>
    spreadOf(
      rounds.map((round) => {
        const figures = Object.values(round)
        const leanest = Math.min(...figures.map(({ cpuMicrosPerRequest = Number.NaN }) => cpuMicrosPerRequest))
        const origin = figures.map(({ originMicrosPerRequest = Number.NaN }) => originMicrosPerRequest)
        return (spreadOf(origin)?.median ?? Number.NaN) / leanest
      }),
    ),
})
