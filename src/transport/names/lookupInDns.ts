import type { promises } from 'node:dns'
import type { HostAddress } from './Resolve.ts'

/** How long the answer for one family is waited for once there is one for the other, in ms: RFC 8305 section 3. */
const RESOLUTION_DELAY_MS = 50

/** What an answer is if it comes soon; nothing if it does not, or fails. */
const withinReach = (answer: Promise<HostAddress[]>): Promise<HostAddress[]> =>
  new Promise((resolve) => {
    const settle = (addresses: HostAddress[]): void => {
      clearTimeout(clock)
      resolve(addresses)
    }
    const clock = setTimeout(settle, RESOLUTION_DELAY_MS, [])
    answer.then(settle, () => settle([]))
  })

/**
 * Asks for both families at once, IPv4 first in the answer; the slower one counts only if it comes soon after the other.
 * Rejects with the IPv4 question's error if both fail.
 */
export async function lookupInDns(resolver: promises.Resolver, hostname: string): Promise<HostAddress[]> {
  const v4 = resolver.resolve4(hostname).then((answers) => answers.map((address) => ({ address, family: 4 })))
  const v6 = resolver.resolve6(hostname).then((answers) => answers.map((address) => ({ address, family: 6 })))
  await Promise.any([v4, v6]).catch(() => v4)
  const [first, second] = await Promise.all([withinReach(v4), withinReach(v6)])
  return [...first, ...second]
}
