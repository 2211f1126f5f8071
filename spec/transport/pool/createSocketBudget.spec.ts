import { expect } from 'chai'
import { createSocketBudget } from '../../../src/transport/pool/createSocketBudget.ts'

describe('createSocketBudget', () => {
  it('is all that is allowed, and no more', () => {
    const budget = createSocketBudget(3, () => {})
    budget.connected()
    expect(budget.most).to.equal(3)
  })

  it('is what is open once descriptors have run out, and grows with each that is connected', () => {
    const budget = createSocketBudget(10, () => {})
    budget.exhausted(4)
    expect(budget.most).to.equal(4)
    budget.connected()
    expect(budget.most).to.equal(5)
    budget.close()
  })

  it('leaves one to be tried', () => {
    const budget = createSocketBudget(10, () => {})
    budget.exhausted(0)
    expect(budget.most).to.equal(1)
    budget.close()
  })

  it('says when one more may be tried, once however often they ran out', async () => {
    let calls = 0
    const most = await new Promise((resolve) => {
      const budget = createSocketBudget(10, () => {
        calls += 1
        setTimeout(() => resolve(budget.most), 100)
      })
      for (const open of [4, 3]) budget.exhausted(open)
    })
    expect([most, calls]).to.deep.equal([4, 1])
  })

  it('says nothing after it is closed', async () => {
    let calls = 0
    const budget = createSocketBudget(10, () => {
      calls += 1
    })
    budget.exhausted(4)
    budget.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(calls).to.equal(0)
  })
})
