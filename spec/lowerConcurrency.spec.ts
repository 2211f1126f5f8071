import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { NEVER } from 'rxjs'
import { lowerConcurrency } from '../src/lowerConcurrency.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { useRealSockets } from './support/realSockets.ts'
import { serve } from './support/serve.ts'

const FETCH = fileURLToPath(new URL('support/fewDescriptors.ts', import.meta.url))
const DESCRIPTORS = 300
const CONCURRENCY = 400
const SERVER_MS = 50

describe('lowerConcurrency', () => {
  for (const [concurrency, maxSockets, expected] of [
    [20, undefined, 20],
    [20, 900, 20],
    [900, 900, 900],
  ] as const)
    it(`is ${expected} of ${concurrency} where there are ${maxSockets} sockets`, () => {
      const transport = Object.assign(() => NEVER, maxSockets === undefined ? {} : { maxSockets })
      expect(lowerConcurrency(concurrency, transport)).to.equal(expected)
    })

  describe(`with ${DESCRIPTORS} descriptors and a concurrency of ${CONCURRENCY}`, () => {
    useRealSockets()
    const closing = closeAfterEach()

    const fetchWith = async (batches: number, transports: string) => {
      const { origin } = closing(await serve((_, response) => setTimeout(() => response.end('ok'), SERVER_MS)))
      const command = `ulimit -n ${DESCRIPTORS}; exec "$0" "$@"`
      const args = [process.execPath, FETCH, origin, String(CONCURRENCY), String(batches), transports]
      return new Promise<{ kinds: unknown; warnings: number }>((resolve, reject) => {
        execFile('/bin/sh', ['-c', command, ...args], (error, stdout, stderr) => {
          if (error === null) resolve({ kinds: JSON.parse(stdout), warnings: stderr.split('is lowered').length - 1 })
          else reject(error)
        })
      })
    }

    for (const [batches, transports] of [
      [1, 'one'],
      [3, 'one'],
      [3, 'several'],
    ] as const)
      it(`fetches all, tells once, and lets the excess of ${batches} batches on ${transports} wait`, async () => {
        const { kinds, warnings } = await fetchWith(batches, transports)
        expect(kinds).to.deep.equal({ success: batches * 2 * CONCURRENCY })
        expect(warnings).to.equal(1)
      })
  })
})
