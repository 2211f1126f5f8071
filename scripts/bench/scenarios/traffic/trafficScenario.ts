import type { Entrant, Scenario, Size } from '../../Scenario.ts'
import { TRAFFIC_COLUMNS } from './columns.ts'

type TrafficScenario = Pick<Scenario, 'name' | 'title' | 'full' | 'quick' | 'reference' | 'targets'> & {
  readonly about: Readonly<Record<string, string>>
  readonly entrants: (size: Size) => readonly Entrant[]
}

/** A scenario of clients in fresh processes against fresh servers; the reference always takes part. */
export const trafficScenario = ({ entrants, about, ...rest }: TrafficScenario): Scenario => ({
  ...rest,
  compared: 'wallMs',
  columns: TRAFFIC_COLUMNS,
  open: async (size, isWanted) => ({
    groups: [entrants(size).filter(({ name }) => name === rest.reference || isWanted(name))],
    about: { origin: `node:http, Node.js ${process.version}`, ...about },
    close: async () => {},
  }),
})
