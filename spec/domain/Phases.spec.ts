import { expect } from 'chai'
import { Phases } from '../../src/domain/Phases.ts'

describe('Phases', () => {
  const rows: ReadonlyArray<readonly [what: string, value: unknown, is: boolean]> = [
    ['nothing', {}, true],
    ['all phases', { dnsMs: 0, connectMs: 1.5, tlsMs: 2, firstByteMs: 3, bodyMs: 0.001 }, true],
    ['a phase that took less than no time', { dnsMs: -0.001 }, false],
    ['a phase without an end', { bodyMs: Number.POSITIVE_INFINITY }, false],
    ['no number', { tlsMs: Number.NaN }, false],
    ['text', { tlsMs: '1' }, false],
    ['another phase', { waitMs: 1 }, false],
  ]
  for (const [what, value, is] of rows)
    it(`${is ? 'takes' : 'refuses'} ${what}`, () => {
      expect(Phases.is(value)).to.equal(is)
      expect(Phases.decode(value)._tag).to.equal(is ? 'Right' : 'Left')
    })
})
