import { lookup, promises } from 'node:dns'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { TransportFailure } from './TransportFailure.ts'

export type HostAddress = { readonly address: string; readonly family: number }

/** Gives all addresses of a host name, in order of preference. */
export type Resolve = (hostname: string) => Promise<ReadonlyArray<HostAddress>>

/** How long one DNS server may take to answer one question, in ms, and how often it is asked. */
const QUERY = { timeout: 2_000, tries: 2 }

const HOSTS_FILE =
  process.platform === 'win32'
    ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts'

/** Codes of Node's DNS functions that say that there is no such name, not that nobody could tell. */
const NO_SUCH_NAME = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA', 'EBADNAME'])

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** `EAI_AGAIN` where asking again may help, else `ENOTFOUND`. */
export const dnsFailure = (code: string): TransportFailure =>
  NO_SUCH_NAME.has(code)
    ? new TransportFailure({ kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' })
    : new TransportFailure({ kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' })

/** The hosts file by name: c-ares does not read it. */
export const parseHosts = (text: string): Map<string, HostAddress[]> => {
  const hosts = new Map<string, HostAddress[]>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    const family = isIP(address)
    if (family === 0) continue
    for (const name of names)
      hosts.set(name.toLowerCase(), [...(hosts.get(name.toLowerCase()) ?? []), { address, family }])
  }
  return hosts
}

const readHosts = (): Map<string, HostAddress[]> => {
  try {
    return parseHosts(readFileSync(HOSTS_FILE, 'utf8'))
  } catch {
    return new Map() // a system without a hosts file
  }
}

/** The system's own resolver: search domains, mDNS and the like. It runs in the thread pool, few at a time. */
const lookupInSystem = (hostname: string): Promise<ReadonlyArray<HostAddress>> =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

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
 * Resolves as the system would, but without its thread pool where that can be: the hosts file first, then DNS by
 * c-ares, whose slow names delay no other; names that DNS does not know, or without a dot, are left to the system.
 * Questions for one name at one time are asked once. `cancel` ends all questions.
 */
export function createResolver(): { readonly resolve: Resolve; cancel(): void } {
  const resolver = new promises.Resolver(QUERY)
  const asked = new Map<string, Promise<ReadonlyArray<HostAddress>>>()
  let hosts: Map<string, HostAddress[]> | undefined

  const lookupInDns = async (hostname: string): Promise<ReadonlyArray<HostAddress>> => {
    const v4 = resolver.resolve4(hostname).then((answers) => answers.map((address) => ({ address, family: 4 })))
    const v6 = resolver.resolve6(hostname).then((answers) => answers.map((address) => ({ address, family: 6 })))
    await Promise.any([v4, v6]).catch(() => v4) // both failed: IPv4 says why
    const [first, second] = await Promise.all([withinReach(v4), withinReach(v6)])
    return [...first, ...second]
  }

  const ask = async (hostname: string): Promise<ReadonlyArray<HostAddress>> => {
    hosts ??= readHosts()
    const known = hosts.get(hostname.toLowerCase())
    if (known !== undefined) return known
    if (!hostname.includes('.')) return lookupInSystem(hostname)
    try {
      return await lookupInDns(hostname)
    } catch (error) {
      // ECONNREFUSED: there is no DNS server where c-ares looks for one
      if (!NO_SUCH_NAME.has(codeOf(error)) && codeOf(error) !== 'ECONNREFUSED') throw error
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
  return { resolve, cancel: () => resolver.cancel() }
}

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
        (error) => callback(error instanceof TransportFailure ? error : dnsFailure(codeOf(error)), ''),
      )
  }
