import { expect } from 'chai'
import * as t from 'io-ts'
import { batchField, codecsOf, least, numberFromText, requestField } from '../../src/domain/PolicyField.ts'

const definition = { codec: t.number, fromText: numberFromText, environment: 'default' } as const

describe('batchField', () => {
  it('is the definition, which must carry a rule of its own type', () => {
    const field = { ...definition, combine: least }
    expect(batchField(field)).to.equal(field)
    // @ts-expect-error a field without a rule would be lost where batches are combined
    batchField(definition)
    // @ts-expect-error numbers are not combined as flags are
    batchField({ ...definition, combine: (said: ReadonlyArray<boolean | undefined>) => said.some(Boolean) })
  })
})

describe('requestField', () => {
  it('is the definition, which says that it goes with each request', () => {
    const field = { ...definition, combine: 'per-request' } as const
    expect(requestField(field)).to.equal(field)
    // @ts-expect-error a field that says nothing
    requestField(definition)
  })
})

describe('codecsOf', () => {
  it('keeps the names', () => {
    expect(codecsOf({ a: definition })).to.deep.equal({ a: t.number })
  })
})

describe('least', () => {
  const table: ReadonlyArray<[said: ReadonlyArray<number | undefined>, holds: number | undefined]> = [
    [[], undefined],
    [[undefined, undefined], undefined],
    [[undefined, 5, undefined], 5],
    [[5, 3, 4], 3],
  ]
  for (const [said, holds] of table)
    it(`of ${JSON.stringify(said)} is ${holds}`, () => {
      expect(least(said)).to.equal(holds)
    })
})
