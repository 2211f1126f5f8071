import type { Column, Round, Scenario, Target } from '../Scenario.ts'
import { entrantsOf, figureSpread, ratioSpread } from './figures.ts'
import { times, withQuartiles } from './format.ts'
import type { Table } from './Table.ts'

const NOT_MEASURED = '–'

/** Every entrant's figures: medians, those that are compared with their quartiles and as multiples of the reference's. */
export const figureTable = ({ columns, reference, compared }: Scenario, rounds: readonly Round[]): Table => {
  const cells = (name: string, { figure, format, worst }: Column): readonly string[] => {
    const spread = figureSpread(rounds, name, figure)
    if (figure !== compared) return [spread === null ? NOT_MEASURED : format(worst ? spread.most : spread.median)]
    const ratio = ratioSpread(rounds, name, reference, figure)
    return [
      spread === null ? NOT_MEASURED : withQuartiles(spread, format),
      ratio === null ? NOT_MEASURED : withQuartiles(ratio, times),
    ]
  }
  return {
    headings: [
      '',
      ...columns.flatMap(({ heading, figure }) => (figure === compared ? [heading, `× ${reference}`] : heading)),
    ],
    rows: entrantsOf(rounds).map((name) => [name, ...columns.flatMap((column) => cells(name, column))]),
  }
}

const JUDGED = { q1: ' (lower quartile)', median: '', most: ' (worst)' } as const

/** Whether each target is met: its median, or what it is judged by, against its limit. */
export const targetTable = (targets: readonly Target[], rounds: readonly Round[]): Table => ({
  headings: ['target', 'at most', 'measured', 'met'],
  rows: targets.map(({ title, limit, format, judged = 'median', measured }) => {
    const spread = measured(rounds)
    const named = `${title}${JUDGED[judged]}`
    if (spread === null) return [named, format(limit), NOT_MEASURED, 'not measured']
    return [named, format(limit), withQuartiles(spread, format), spread[judged] <= limit ? 'yes' : 'NO']
  }),
})
