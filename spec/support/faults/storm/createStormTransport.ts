import { map } from 'rxjs'
import { createTransport, type Transport } from '../../../../src/index.ts'
import { parsePath } from '../address.ts'
import { AMPLE_MS, CONNECT_TIMEOUT_MS } from '../clocks.ts'
import { faultNamed } from '../faults.ts'
import { resolveNames } from '../resolveNames.ts'
import { testAuthority } from '../server/certificates.ts'

/** Two transports in one: what must end by the connect clock is soon given up, all else has the patience of a busy machine. */
export function createStormTransport(): Transport & { close(): Promise<void> } {
  const withPatience = (connectTimeoutMs: number) =>
    createTransport({ resolve: resolveNames, connectTimeoutMs, ca: testAuthority() })
  const patient = withPatience(AMPLE_MS)
  const impatient = withPatience(CONNECT_TIMEOUT_MS)
  const transportTo = (url: string) => {
    const name = parsePath(new URL(url).pathname)?.fault ?? ''
    return faultNamed(name)?.connectTimeoutMs === undefined ? patient : impatient
  }
  const send: Transport = (attempt) => transportTo(attempt.url)(attempt)
  const sendAndRead: Required<Transport>['sendAndRead'] = (attempt, read) => {
    const transport = transportTo(attempt.url)
    return transport.sendAndRead?.(attempt, read) ?? transport(attempt).pipe(map(read))
  }
  const close = async (): Promise<void> => {
    await Promise.all([patient.close(), impatient.close()])
  }
  return Object.assign(send, { sendAndRead, close })
}
