import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Round, Size } from '../Scenario.ts'

/** All that one run of a scenario measured, and under what circumstances. */
export type ScenarioResult = {
  readonly date: string
  readonly command: string
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
  readonly about: Readonly<Record<string, string>>
  readonly size: Size
  readonly rounds: readonly Round[]
}

/** By the scenario's name. */
export type Results = Readonly<Record<string, ScenarioResult>>

/** Reads the results of earlier runs; none where there is no such file. */
export const readResults = (file: string): Results =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}

/** Figures to four digits: more would be noise. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value

const roundsText = (rounds: readonly Round[]): string =>
  `[\n${rounds.map((round) => JSON.stringify(round, rounded)).join(',\n')}\n]`

const resultText = ({ rounds, ...about }: ScenarioResult): string =>
  JSON.stringify(about, null, 1).replace(/\n}$/, `,\n "rounds": ${roundsText(rounds)}\n}`)

/** Writes all results, each round on a line of its own. */
export const writeResults = (file: string, results: Results): void => {
  const texts = Object.entries(results).map(([name, result]) => `${JSON.stringify(name)}: ${resultText(result)}`)
  writeFileSync(file, `{\n${texts.join(',\n')}\n}\n`)
}
