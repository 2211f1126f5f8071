import { answer } from '../behaviours.ts'
import { CONNECT_TIMEOUT_MS, SHORT_MS } from '../clocks.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import type { SiteName } from '../server/sites.ts'
import { JSON_TYPE } from '../wire.ts'

const OK = answer('200 OK', [JSON_TYPE], '{"ok":true}')

const at = (site: SiteName, name: string, expected: Expected): Fault => ({ name: `connection-${name}`, site, expected })

/** Never connects: the transport's own clock ends it, or the attempt's where that is shorter. */
const never = (site: SiteName, name: string, scheme?: 'https'): readonly Fault[] => {
  const where = scheme === undefined ? { site } : { site, scheme }
  return [
    {
      ...where,
      name: `connection-${name}`,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      clockMs: CONNECT_TIMEOUT_MS,
      expected: failure('timeout', { clock: 'connect' }),
    },
    {
      ...where,
      name: `connection-${name}-under-the-attempt-clock`,
      request: { timeoutMs: SHORT_MS },
      expected: failure('timeout', { clock: 'attempt' }),
    },
  ]
}

/** TLS that ends before it has begun: no connection was made, or the handshake failed; both are true. */
const noHandshake = either(failure('tls'), failure('connect'))

/** Connections that cannot be made, or not with whom they should be. */
export const connectionFaults: readonly Fault[] = [
  at('refused', 'refused', failure('connect', { code: 'ECONNREFUSED' })),
  { ...at('refused', 'refused-over-tls', failure('connect', { code: 'ECONNREFUSED' })), scheme: 'https' },
  {
    ...at('refused', 'refused-three-times', failure('connect', { code: 'ECONNREFUSED' }, 3)),
    request: { retries: 2, retryDelayMs: 1 },
  },
  ...never('blackHole', 'into-a-black-hole'),
  ...never('blackHole', 'into-a-black-hole-over-tls', 'https'),
  ...never('tlsHang', 'tls-hang'),
  ...never('tlsStall', 'tls-stall'),
  at('reset', 'reset-at-once', either(failure('socket'), failure('connect'))),
  at('close', 'closed-at-once', failure('socket')),
  at(
    'impatient',
    'answered-before-it-asked',
    either(failure('status', { status: 408 }), failure('socket'), failure('protocol')),
  ),
  { ...at('reset', 'tls-reset-at-once', noHandshake), scheme: 'https' },
  { ...at('close', 'tls-closed-at-once', noHandshake), scheme: 'https' },
  at('tlsReset', 'tls-reset-after-hello', noHandshake),
  at('tlsEnd', 'tls-closed-after-hello', noHandshake),
  at('tlsGarbage', 'tls-garbage', failure('tls')),
  at('oldTls', 'tls-of-old', failure('tls')),
  at('selfSigned', 'self-signed', failure('tls', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })),
  at('expired', 'expired', failure('tls', { code: 'CERT_HAS_EXPIRED' })),
  at('notYetValid', 'not-yet-valid', failure('tls', { code: 'CERT_NOT_YET_VALID' })),
  at('wrongHost', 'wrong-host', failure('tls', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })),
  at('untrusted', 'untrusted', failure('tls')),
  { ...at('http', 'plain-http-on-a-tls-port', failure('tls')), scheme: 'https', serve: OK },
  { ...at('https', 'tls-on-a-plain-port', either(failure('socket'), failure('protocol'))), scheme: 'http', serve: OK },
  { ...at('https', 'tls', success({ ok: true })), serve: OK },
]
