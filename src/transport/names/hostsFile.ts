import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { HostAddress } from './Resolve.ts'

const HOSTS_FILE =
  process.platform === 'win32'
    ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts'

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

/** The system's own hosts file by name; empty where there is none. */
export const readHosts = (): Map<string, HostAddress[]> => {
  try {
    return parseHosts(readFileSync(HOSTS_FILE, 'utf8'))
  } catch {
    return new Map() // a system without a hosts file
  }
}
