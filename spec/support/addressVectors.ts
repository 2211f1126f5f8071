/** The first, the last and one address in between of every IPv4 block that must not be reached. */
export const DENIED_IPV4 = [
  ['0.0.0.0', '0.255.255.255', '0.0.0.1'],
  ['10.0.0.0', '10.255.255.255', '10.1.2.3'],
  ['100.64.0.0', '100.127.255.255', '100.100.100.200'],
  ['127.0.0.0', '127.255.255.255', '127.0.0.1'],
  ['169.254.0.0', '169.254.255.255', '169.254.169.254'],
  ['172.16.0.0', '172.31.255.255', '172.17.0.1'],
  ['192.0.0.0', '192.0.0.255', '192.0.0.192'],
  ['192.0.2.0', '192.0.2.255', '192.0.2.77'],
  ['192.88.99.0', '192.88.99.255', '192.88.99.1'],
  ['192.168.0.0', '192.168.255.255', '192.168.1.1'],
  ['198.18.0.0', '198.19.255.255', '198.18.7.7'],
  ['198.51.100.0', '198.51.100.255', '198.51.100.5'],
  ['203.0.113.0', '203.0.113.255', '203.0.113.9'],
  ['224.0.0.0', '239.255.255.255', '224.0.0.251'],
  ['240.0.0.0', '255.255.255.255', '250.1.1.1'],
].flat()

/** The neighbours of those blocks, and some well-known servers. */
export const PUBLIC_IPV4 = [
  ['1.0.0.0', '1.1.1.1', '8.8.8.8', '9.9.9.9', '52.94.236.248', '140.82.121.3', '151.101.1.69'],
  ['9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '191.255.255.255', '192.0.1.0', '192.0.1.255'],
  ['192.0.3.0', '192.88.98.255', '192.88.100.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0'],
  ['198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0', '223.255.255.255'],
].flat()

export const DENIED_IPV6 = [
  ['::', '::1', '::2', '100::', '100::1', '100:0:0:1::1', '64:ff9b:1::1', '1fff:ffff::1', '4000::1', '5f00::1'],
  [
    'fc00::',
    'fc00::1',
    'fd00:ec2::254',
    'fdff:ffff::1',
    'fe00::1',
    'fe80::',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'feff::1',
  ],
  ['ff00::', 'ff02::1', 'ff02::fb', 'ff0e::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  [
    '2001::',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
    '2001:1ff:ffff::1',
  ],
  [
    '2001:db8::',
    '2001:db8::1',
    '2001:db8:ffff:ffff::1',
    '2002::',
    '2002:7f00:1::1',
    '2002:ffff::1',
    '3fff::1',
    '3fff:fff::1',
  ],
].flat()

export const PUBLIC_IPV6 = [
  [
    '2000::',
    '2000::1',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2001:db7:ffff::1',
    '2001:db9::1',
    '2003::1',
    '2400:cb00::1',
  ],
  [
    '2600:9000::1',
    '2606:4700:4700::1111',
    '2620:fe::fe',
    '2620:4f:8000::1',
    '2a00:1450:4001::1',
    '2a03:2880::1',
    '2c0f:f248::1',
  ],
  ['3ffe::1', '3fff:1000::1', '3fff:ffff::1'],
].flat()

const octets = (ipv4: string): [number, number, number, number] => {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return [a, b, c, d]
}
const hex = (value: number): string => value.toString(16)
const pair = (high: number, low: number): string => hex(high * 256 + low)

/** The ways to write an IPv4 address as a host that URL parsers, or careless people, take for it. */
export const spellingsOfIpv4 = (ipv4: string): string[] => {
  const [a, b, c, d] = octets(ipv4)
  const number = ((a * 256 + b) * 256 + c) * 256 + d
  return [
    ipv4,
    `${ipv4}.`,
    String(number),
    `0x${hex(number)}`,
    `0X${hex(number).toUpperCase()}`,
    `0${number.toString(8)}`,
    `0x${hex(a)}.0x${hex(b)}.0x${hex(c)}.0x${hex(d)}`,
    `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
    `0x${hex(a)}.${b}.0${c.toString(8)}.${d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    ipv4.replace(/\d/g, (digit) => `%3${digit}`),
    ipv4.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ipv4.replaceAll('.', '。'),
  ]
}

/** IPv6 addresses that carry an IPv4 address inside: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP. */
export const ipv6Around = (ipv4: string): string[] => {
  const [a, b, c, d] = octets(ipv4)
  const [high, low] = [pair(a, b), pair(c, d)]
  return [
    `::ffff:${ipv4}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:ffff:${high}:${low}`,
    `::${high}:${low}`,
    `::ffff:0:${high}:${low}`,
    `64:ff9b::${ipv4}`,
    `64:ff9b::${high}:${low}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::1`,
    `2001:0:${high}:${low}::1`,
    `2001::${pair(a ^ 255, b ^ 255)}:${pair(c ^ 255, d ^ 255)}`,
    `fe80::5efe:${high}:${low}`,
  ]
}
