import { lookup, promises } from 'node:dns'
import { dnsCodeOf, isNoSuchName } from './dnsFailure.ts'
import { readHosts } from './hostsFile.ts'
import { lookupInDns } from './lookupInDns.ts'
import type { HostAddress, Resolve } from './Resolve.ts'

/** How long one DNS server may take to answer one question, in ms, and how often it is asked. */
const QUERY = { timeout: 2_000, tries: 2 }

/** The system's own resolver: search domains, mDNS and the like. It runs in the thread pool, few at a time. */
const lookupInSystem = (hostname: string): Promise<ReadonlyArray<HostAddress>> =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

/**
 * Resolves as the system would, but without its thread pool where that can be: the hosts file first, then DNS by
 * c-ares, whose slow names delay no other; names that DNS does not know, or without a dot, are left to the system.
 * Questions for one name at one time are asked once. `cancel` ends all questions.
 */
export function createResolver(): { readonly resolve: Resolve; cancel(): void } {
  /** Made when first asked: many a program has only addresses, or names that the hosts file knows. */
  let resolver: promises.Resolver | undefined
  const asked = new Map<string, Promise<ReadonlyArray<HostAddress>>>()
  let hosts: Map<string, HostAddress[]> | undefined

  const ask = async (hostname: string): Promise<ReadonlyArray<HostAddress>> => {
    hosts ??= readHosts()
    const known = hosts.get(hostname.toLowerCase())
    if (known !== undefined) return known
    if (!hostname.includes('.')) return lookupInSystem(hostname)
    try {
      resolver ??= new promises.Resolver(QUERY)
      return await lookupInDns(resolver, hostname)
    } catch (error) {
      // ECONNREFUSED: there is no DNS server where c-ares looks for one
      if (!isNoSuchName(dnsCodeOf(error)) && dnsCodeOf(error) !== 'ECONNREFUSED') throw error
      return lookupInSystem(hostname)
    }
  }

  const resolve: Resolve = (hostname) => {
    let answer = asked.get(hostname)
    if (answer === undefined) {
      answer = ask(hostname).finally(() => asked.delete(hostname))
      asked.set(hostname, answer)
    }
    return answer
  }
  return { resolve, cancel: () => resolver?.cancel() }
}
