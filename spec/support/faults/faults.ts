import type { Fault } from './Fault.ts'
import { bodyFaults } from './table/bodies.ts'
import { connectionFaults } from './table/connections.ts'
import { cutOffFaults } from './table/cutOffs.ts'
import { encodingFaults } from './table/encodings.ts'
import { framingFaults } from './table/framing.ts'
import { headerFaults } from './table/headers.ts'
import { HEALTHY } from './table/healthy.ts'
import { nameFaults } from './table/names.ts'
import { redirectFaults } from './table/redirects.ts'
import { reuseFaults } from './table/reuse.ts'
import { statusFaults } from './table/statuses.ts'
import { textFaults } from './table/texts.ts'

/** Every way to be broken. */
export const FAULTS: readonly Fault[] = [
  ...headerFaults,
  ...framingFaults,
  ...cutOffFaults,
  ...bodyFaults,
  ...encodingFaults,
  ...textFaults,
  ...statusFaults,
  ...connectionFaults,
  ...reuseFaults,
  ...nameFaults,
  ...redirectFaults,
]

const byName = new Map([...FAULTS, ...HEALTHY].map((fault) => [fault.name, fault]))

/** A fault, or a healthy behaviour, by its name. */
export const faultNamed = (name: string): Fault | undefined => byName.get(name)
