import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { AttemptRecord } from '../../src/domain/AttemptRecord.ts'

const LEAST: AttemptRecord = { startedAtMs: 1, durationMs: 0, waits: [] }
const MOST: AttemptRecord = {
  startedAtMs: 1,
  durationMs: 2,
  waits: [
    { reason: 'back-off', ms: 250 },
    { reason: 'prepare', ms: 3 },
  ],
  status: 503,
  error: 'status',
  hedge: true,
  lost: true,
  hops: 2,
  phases: { dnsMs: 1, bodyMs: 0.5 },
  bytes: { received: 10, decoded: 40 },
  reused: false,
}

describe('AttemptRecord', () => {
  it('comes back from JSON as it was', () => {
    for (const record of [LEAST, MOST])
      expect(AttemptRecord.decode(JSON.parse(JSON.stringify(record)))).to.deep.equal(E.right(record))
  })

  const refused: ReadonlyArray<[name: string, change: object]> = [
    ['a wait for nothing that is known', { waits: [{ reason: 'tea', ms: 1 }] }],
    ['a wait without its time', { waits: [{ reason: 'slot' }] }],
    ['a hedge that is none', { hedge: false }],
    ['a phase that is unknown', { phases: { teaMs: 1 } }],
    ['a size without the other', { bytes: { received: 1 } }],
    ['a field that nobody has named', { cookie: 'secret' }],
  ]
  for (const [name, change] of refused)
    it(`refuses ${name}`, () => {
      expect(AttemptRecord.is({ ...MOST, ...change })).to.equal(false)
      expect(E.isLeft(AttemptRecord.decode({ ...MOST, ...change }))).to.equal(true)
    })
})
