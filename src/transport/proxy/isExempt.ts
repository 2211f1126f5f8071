import net, { isIP } from 'node:net' // its BlockList is loaded when it is read

const bare = (name: string): string => name.toLowerCase().replace(/^\[|\]$/g, '')

/** Whether an address is the other, or in its block (`10.0.0.0/8`). */
const isWithin = (address: string, entry: string): boolean => {
  const [network = '', bits] = entry.split('/')
  const family = isIP(bare(network))
  if (family === 0 || family !== isIP(address)) return false
  const most = family === 4 ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > most) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const list = new net.BlockList()
  list.addSubnet(bare(network), prefix, type)
  return list.check(address, type)
}

/** Whether a name is the other, or below it. */
const isBelow = (name: string, entry: string): boolean => {
  const domain = entry.replace(/^\.|\.$/g, '')
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`))
}

/**
 * Whether `no_proxy` names a host, read as curl does: `*` alone is every host; otherwise names, which go for all below
 * them too, addresses and blocks of addresses, separated by commas or blanks.
 */
export function isExempt(hostname: string, noProxy: string): boolean {
  if (noProxy.trim() === '*') return true
  const host = bare(hostname).replace(/\.$/, '')
  const isAddress = isIP(host) !== 0
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && (isAddress ? isWithin(host, entry) : isBelow(host, entry)))
}
