import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { NEVER } from 'rxjs'
import { lowerConcurrency } from '../src/lowerConcurrency.ts'
import { atOnce } from './support/atOnce.ts'
import { useRealSockets } from './support/realSockets.ts'
import { serve } from './support/serve.ts'

const FETCH = fileURLToPath(new URL('support/fewDescriptors.ts', import.meta.url))
const DESCRIPTORS = 260
const CONCURRENCY = 300
const SERVER_MS = 50

type Row = readonly [batches: number, transports: 'one' | 'several']
const ROWS: readonly Row[] = [
  [1, 'one'],
  [3, 'one'],
  [3, 'several'],
]

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

    const fetchWith = async ([batches, transports]: Row) => {
      const { origin, close } = await serve((_, response) => setTimeout(() => response.end('ok'), SERVER_MS))
      const command = `ulimit -n ${DESCRIPTORS}; exec "$0" "$@"`
      const args = [process.execPath, FETCH, origin, String(CONCURRENCY), String(batches), transports]
      try {
        const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', command, ...args])
        return { kinds: JSON.parse(stdout), warnings: stderr.split('is lowered').length - 1 }
      } finally {
        await close()
      }
    }
    const outcomeOf = atOnce(ROWS, fetchWith)

    for (const row of ROWS) {
      const [batches, transports] = row
      it(`fetches all, tells once, and lets the excess of ${batches} batches on ${transports} wait`, async () => {
        const { kinds, warnings } = await outcomeOf(row)
        expect(kinds).to.deep.equal({ success: batches * 2 * CONCURRENCY })
        expect(warnings).to.equal(1)
      })
    }
  })
})
