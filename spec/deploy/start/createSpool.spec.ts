import { expect } from 'chai'
import { areNear, createSpool } from '../../../scripts/deploy/start/createSpool.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

describe('createSpool', () => {
  const folder = temporaryFolder()

  it('gives back what was added near a line, and nothing from afar', async () => {
    const spool = createSpool(folder.path('near'))
    for (const line of [25_000, 3, 9_999, 10_000]) spool.add(String(line), { outcome: 'success', line })
    spool.flush()
    expect([...(await spool.load(5)).keys()]).to.have.members(['3', '9999'])
    expect([...(await spool.load(10_000)).keys()]).to.deep.equal(['10000'])
    expect([...(await spool.load(95_000)).keys()]).to.deep.equal([])
    expect([areNear(3, 9_999), areNear(9_999, 10_000)]).to.deep.equal([true, false])
  })

  it('prefers a success to a failure, in whatever order they come', async () => {
    const spool = createSpool(folder.path('order'))
    for (const outcome of ['failure', 'success']) spool.add('1', { outcome })
    for (const outcome of ['success', 'failure']) spool.add('2', { outcome })
    spool.flush()
    expect(Object.fromEntries(await spool.load(1))).to.deep.equal({
      1: { outcome: 'success' },
      2: { outcome: 'success' },
    })
  })

  it('holds no more than a part of what is added', async () => {
    const spool = createSpool(folder.path('much'))
    const text = 'x'.repeat(100_000)
    for (let line = 1; line <= 9; line += 1) spool.add(String(line), { outcome: 'success', text })
    expect((await spool.load(1)).size).to.be.at.least(6)
  })
})
