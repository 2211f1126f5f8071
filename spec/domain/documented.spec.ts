import { expect } from 'chai'
import * as t from 'io-ts'
import { closed } from '../../src/domain/closed.ts'
import { documented } from '../../src/domain/documented.ts'
import { type BatchFieldsOf, batchField, ifAny } from '../../src/domain/PolicyField.ts'

interface Sample {
  readonly needed: string
  readonly open?: number | undefined
}

const needed = { needed: t.string }
const open = { open: t.number }

describe('documented', () => {
  it('gives the codec of what is documented', () => {
    const codec: t.Type<Sample> = documented<Sample>(closed('Sample', needed, open))
    expect(codec.is({ needed: '', open: 1 })).to.equal(true)
    expect(codec.is({ needed: '', more: 1 })).to.equal(false)
  })

  it('does not compile where codec and interface differ', () => {
    const codecs = [
      // @ts-expect-error: a field that is not documented
      documented<Sample>(closed('Sample', needed, { ...open, more: t.string })),
      // @ts-expect-error: a field that is documented and not accepted
      documented<Sample>(closed('Sample', needed, {})),
      // @ts-expect-error: a field of another type
      documented<Sample>(closed('Sample', needed, { open: t.string })),
      // @ts-expect-error: a field that may be more than is documented
      documented<Sample>(closed('Sample', needed, { open: t.union([t.number, t.string]) })),
      // @ts-expect-error: a field that is needed and not documented so
      documented<Sample>(closed('Sample', { ...needed, ...open }, {})),
      // @ts-expect-error: a field that is documented as needed and may be left out
      documented<Sample>(closed('Sample', {}, { ...needed, ...open })),
    ]
    expect(codecs).to.have.length(6)
  })
})

describe('BatchFieldsOf', () => {
  const flag = batchField({ codec: t.boolean, fromText: Boolean, combine: ifAny, environment: 'default' })

  it('does not compile where fields and interface differ', () => {
    const fields: readonly BatchFieldsOf<{ readonly flag?: boolean | undefined }>[] = [
      { flag },
      // @ts-expect-error: a field that is not documented
      { flag, more: flag },
      // @ts-expect-error: a field that is documented and not accepted
      {},
    ]
    expect(fields).to.have.length(3)
  })
})
