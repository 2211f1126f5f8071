import { answer } from '../behaviours.ts'
import { CONNECT_TIMEOUT_MS, SHORT_MS } from '../clocks.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import type { TestName } from '../resolveNames.ts'
import { JSON_TYPE } from '../wire.ts'

const OK = answer('200 OK', [JSON_TYPE], '{"ok":true}')
const ok = success({ ok: true })
const dns = failure('dns')

const named = (host: TestName, expected: Expected): Fault => ({
  name: `name-${host.replace('.test', '')}`,
  host,
  serve: OK,
  expected,
})

/** Names that do not resolve, or to nothing good. */
export const nameFaults: readonly Fault[] = [
  named('good.test', ok),
  named('slow.test', ok),
  named('not-found.test', failure('dns', { code: 'ENOTFOUND' })),
  named('try-again.test', failure('dns', { code: 'EAI_AGAIN' })),
  {
    ...named('try-again.test', failure('dns', { code: 'EAI_AGAIN' }, 3)),
    name: 'name-try-again-three-times',
    request: { retries: 2, retryDelayMs: 1 },
  },
  named('no-code.test', dns),
  named('throws.test', dns),
  named('rejects-with-nothing.test', dns),
  named('no-address.test', dns),
  named('nonsense-address.test', either(dns, failure('connect'))),
  named('nothing-at-all.test', either(dns, failure('unexpected'))),
  named('refused-then-good.test', ok),
  named('refused-many-times.test', failure('connect', { code: 'ECONNREFUSED' })),
  {
    ...named('silent.test', failure('timeout')),
    clockMs: CONNECT_TIMEOUT_MS,
    request: { timeoutMs: CONNECT_TIMEOUT_MS },
  },
  {
    ...named('silent.test', failure('timeout', { clock: 'attempt' })),
    name: 'name-silent-under-the-attempt-clock',
    request: { timeoutMs: SHORT_MS },
  },
  { ...named('good.test', ok), name: 'name-good-over-tls', site: 'https' },
  {
    ...named('good.test', failure('tls', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })),
    name: 'name-wrong-over-tls',
    site: 'wrongHost',
  },
]
