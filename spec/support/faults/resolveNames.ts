/** An answer of a resolver, as `createTransport` wants it. */
type Addresses = ReadonlyArray<{ readonly address: string; readonly family: 4 | 6 }>

const LOOPBACK = { address: '127.0.0.1', family: 4 } as const
/** Another address of the loopback interface, where no fault server listens. */
const NOBODY = { address: '127.66.66.66', family: 4 } as const
const SLOW_MS = 100

const dnsError = (code: string): Error => Object.assign(new Error(`queryA ${code}`), { code })
const after = (ms: number, addresses: Addresses): Promise<Addresses> =>
  new Promise((resolve) => setTimeout(resolve, ms, addresses))

const NAMES = {
  'good.test': async () => [LOOPBACK],
  'slow.test': () => after(SLOW_MS, [LOOPBACK]),
  'silent.test': () => new Promise<Addresses>(() => {}),
  'not-found.test': () => Promise.reject(dnsError('ENOTFOUND')),
  'try-again.test': () => Promise.reject(dnsError('EAI_AGAIN')),
  'no-code.test': () => Promise.reject(new Error('no idea')),
  'rejects-with-nothing.test': () => Promise.reject(undefined),
  'throws.test': () => {
    throw dnsError('ENOTFOUND')
  },
  'no-address.test': async () => [],
  'nonsense-address.test': async () => [{ address: 'nonsense', family: 4 } as const],
  'nothing-at-all.test': async () => undefined as unknown as Addresses,
  'refused-then-good.test': async () => [NOBODY, LOOPBACK],
  'refused-many-times.test': async () => Array.from({ length: 8 }, () => NOBODY),
} satisfies Record<string, () => Promise<Addresses>>

/** A name under which something is wrong, or for once nothing is. */
export type TestName = keyof typeof NAMES

const isTestName = (hostname: string): hostname is TestName => Object.hasOwn(NAMES, hostname)

/** Resolves the names of the storm; any other is good. */
export const resolveNames = (hostname: string): Promise<Addresses> =>
  isTestName(hostname) ? NAMES[hostname]() : NAMES['good.test']()
