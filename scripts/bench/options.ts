import { parseArgs } from 'node:util'
import { REFERENCE } from './contestants.ts'
import { BENCH } from './folders.ts'
import type { Scenario, Size } from './Scenario.ts'
import { FAMILIES, SCENARIOS, TRAFFIC } from './scenarios/scenarios.ts'

export const USAGE = `npm run bench [-- [scenario…] [options]]

scenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}, or all of these; small without any;
           cold or command for those of its name; traffic, or of it: ${TRAFFIC.map(({ name }) => name).join(', ')}
  --quick          fewer rounds; nothing is written
  --check          fail if rx-fanout is worse than in results.json: small and allocation, if no scenario is named
  --only a,b       only the contestants whose names contain one of these; the reference is always there
  --rounds n  --requests n  --warm-up n    another size; nothing is written without --results
  --against rev    a revision to compare with, for steady, cold, dropped, allocation and traffic-plain
  --results file   where to write to, or to compare with, instead of scripts/bench/results.json
  --readme         measure nothing: put the tables of results.json into README.md and scripts/bench/README.md
`

export type Options = {
  readonly scenarios: readonly Scenario[]
  readonly help: boolean
  readonly quick: boolean
  readonly check: boolean
  readonly readme: boolean
  readonly size: Partial<Size>
  readonly isWanted: (name: string) => boolean
  readonly against: string | undefined
  readonly resultsFile: string
  /** Whether what is measured is written to `resultsFile`. */
  readonly keeps: boolean
}

const count = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new TypeError(`--${name}: expected an integer, got ${text}`)
  return value
}

/** Reads the command line; throws a `TypeError` that tells what is wrong with it. */
export const readOptions = (args: string[]): Options => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      requests: { type: 'string' },
      'warm-up': { type: 'string' },
      against: { type: 'string' },
      results: { type: 'string' },
    },
  })
  const { help, quick, check, readme } = values
  const parts = values.only?.toLowerCase().split(',')
  const wanted = positionals.length > 0 ? positionals : check ? ['small', 'allocation'] : ['small']
  const known = [...SCENARIOS, ...TRAFFIC]
  const isChosen = ({ name }: Scenario, by: string): boolean =>
    name === by || (FAMILIES[by]?.some((one) => one.name === name) ?? false)
  const unknown = wanted.find((by) => by !== 'all' && !known.some((scenario) => isChosen(scenario, by)))
  if (unknown !== undefined) throw new TypeError(`No scenario is called ${unknown}`)
  const rounds = count('rounds', values.rounds, 1)
  const requests = count('requests', values.requests, 1)
  const warmUp = count('warm-up', values['warm-up'], 0)
  const size = {
    ...(rounds === undefined ? {} : { rounds }),
    ...(requests === undefined ? {} : { requests }),
    ...(warmUp === undefined ? {} : { warmUp }),
  }
  const whole = !quick && values.only === undefined && Object.keys(size).length === 0
  return {
    scenarios: known.filter(
      (scenario) =>
        (wanted.includes('all') && SCENARIOS.includes(scenario)) || wanted.some((by) => isChosen(scenario, by)),
    ),
    help,
    quick,
    check,
    readme,
    size,
    isWanted: (name) => name === REFERENCE || (parts?.some((part) => name.toLowerCase().includes(part)) ?? true),
    against: values.against,
    resultsFile: values.results ?? `${BENCH}results.json`,
    keeps: !check && (whole || values.results !== undefined),
  }
}
