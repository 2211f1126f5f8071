import net, { type BlockList, isIP } from 'node:net' // its BlockList is loaded when it is read

/**
 * IPv4 blocks that are not globally reachable, from IANA's IPv4 Special-Purpose Address Registry (RFC 6890), with
 * multicast (RFC 5771) and the deprecated 6to4 relays (RFC 7526).
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared address space of carriers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local: cloud metadata endpoints live here
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // IETF protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relay anycast
  '192.168.0.0/16', // private use
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
]

/** The only IPv6 block that is given out for global unicast: RFC 4291 section 2.4 and IANA's IPv6 address space. */
const GLOBAL_IPV6 = ['2000::/3']

/** What within it is not: IANA's IPv6 Special-Purpose Address Registry. Teredo and 6to4 carry IPv4 addresses inside. */
const SPECIAL_IPV6 = [
  '2001::/23', // IETF protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
]

/** Addresses and blocks (`10.0.0.0/8`) as one list. Throws if one of them is neither. */
export function toBlockList(blocks: readonly string[]): BlockList {
  const list = new net.BlockList()
  for (const block of blocks) {
    const [address = '', prefix, ...rest] = block.split('/')
    const family = isIP(address)
    if (family === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
      throw new TypeError(`${block} is no address block`)
    const type = family === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), type)
  }
  return list
}

/** Whether the list holds the address; what is no address is in none. */
export const holds = (list: BlockList, address: string): boolean => {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Made when first asked: many a program has no guard. */
let lists: Readonly<Record<'specialIpv4' | 'globalIpv6' | 'specialIpv6', BlockList>> | undefined
const listsOf = () => {
  lists ??= {
    specialIpv4: toBlockList(SPECIAL_IPV4),
    globalIpv6: toBlockList(GLOBAL_IPV6),
    specialIpv6: toBlockList(SPECIAL_IPV6),
  }
  return lists
}

/** Whether an address is globally reachable unicast. What is no address is not. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !holds(listsOf().specialIpv4, address)
    case 6:
      return holds(listsOf().globalIpv6, address) && !holds(listsOf().specialIpv6, address)
    default:
      return false
  }
}
