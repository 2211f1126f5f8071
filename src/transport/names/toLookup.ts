import { isIP } from 'node:net'
import { TransportFailure } from '../TransportFailure.ts'
import { dnsCodeOf, dnsFailure } from './dnsFailure.ts'
import type { HostAddress, Resolve } from './Resolve.ts'

const isAddress = (answer: unknown): boolean => isIP(String((answer as HostAddress | null)?.address)) !== 0

/** Resolvers come from outside: whatever else they give would throw within Node's sockets. */
const checkAnswers = (answers: ReadonlyArray<HostAddress>): ReadonlyArray<HostAddress> => {
  if (Array.isArray(answers) && answers.every(isAddress)) return answers
  throw dnsFailure('ENOTFOUND')
}

type LookupCallback = (error: Error | null, address: unknown, family?: number) => void

/** A `lookup` for `net.connect` that asks `resolve` and fails with a `dns` error. */
export const toLookup =
  (resolve: Resolve) =>
  (hostname: string, options: { all?: boolean; family?: number | string }, callback: LookupCallback): void => {
    Promise.resolve()
      .then(() => resolve(hostname))
      .then(checkAnswers)
      .then(
        (addresses) => {
          const [first] = addresses
          if (first === undefined) callback(dnsFailure('ENOTFOUND'), '')
          else if (options.all) callback(null, addresses)
          else callback(null, first.address, first.family)
        },
        (error) => callback(error instanceof TransportFailure ? error : dnsFailure(dnsCodeOf(error)), ''),
      )
  }
