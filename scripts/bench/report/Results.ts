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

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value

/** Writes all results, numbers to three decimals. */
export const writeResults = (file: string, results: Results): void =>
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`)
