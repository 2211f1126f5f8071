import type { FetchRequest } from '../../../../src/index.ts'
import { urlOf } from '../address.ts'
import type { Fault } from '../Fault.ts'
import { faultNamed } from '../faults.ts'
import type { Sites } from '../server/sites.ts'

let made = 0

/** Requests, no two with the same URL, that all meet the named fault; their policy is the batch's. */
export const requestsOf = (
  sites: Sites,
  name: string,
  count: number,
  where: Pick<Fault, 'host' | 'site'> = {},
): readonly FetchRequest[] => {
  const fault = faultNamed(name)
  if (fault === undefined) throw new Error(`There is no fault ${name}`)
  const { method = 'GET', body } = fault.request ?? {}
  return Array.from({ length: count }, () => {
    made += 1
    const run = { id: `request-${made}`, fault: { ...fault, ...where }, variant: 0, keepAlive: true }
    return { url: urlOf(run, sites), method, ...(body === undefined ? {} : { body }) }
  })
}
