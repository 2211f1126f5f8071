import { expect } from 'chai'
import type { AwsCli } from '../../../scripts/deploy/awsCli.ts'
import { type End, follow as followExecution } from '../../../scripts/deploy/start/follow.ts'

/** Answers each look with the next: a status, or an error. */
function scripted(...looks: ReadonlyArray<string | Error>): {
  readonly follow: () => Promise<End>
  readonly told: string[]
  readonly waits: number[]
} {
  const told: string[] = []
  const waits: number[] = []
  let look = -1
  const aws: AwsCli = async (_, command) => {
    if (command === 'describe-execution') {
      look += 1
      const answer = looks[Math.min(look, looks.length - 1)]
      if (answer instanceof Error) throw answer
      return JSON.stringify({ status: answer, ...(answer === 'FAILED' ? { error: 'States.Runtime' } : {}) })
    }
    if (command === 'list-map-runs') return look === 0 ? 'None\n' : 'arn:run\n'
    return JSON.stringify({ total: 10, succeeded: 6, failed: 2, pending: 0, running: 2 })
  }
  const follow = () =>
    followExecution(aws, 'arn:1', { tell: (text) => told.push(text), end: () => told.push('end') }, async (ms) => {
      waits.push(ms)
    })
  return { follow, told, waits }
}

describe('follow', () => {
  it('tells how far an execution is until it ends', async () => {
    const { follow, told, waits } = scripted('RUNNING', 'SUCCEEDED')
    expect(await follow()).to.deep.equal({ status: 'SUCCEEDED' })
    expect(told).to.deep.equal(['8 of 10 done, 2 running, 2 in failed batches', 'end'])
    expect(waits).to.deep.equal([1_000])
  })

  it('asks again when AWS cannot be reached for a moment', async () => {
    const { follow, told } = scripted(new Error('no network'), 'FAILED')
    expect(await follow()).to.deep.equal({ status: 'FAILED', error: 'States.Runtime' })
    expect(told[0]).to.equal('Asking again: no network')
  })

  it('asks less and less often', async () => {
    const { follow, waits } = scripted(...Array.from({ length: 9 }, () => 'RUNNING'), 'SUCCEEDED')
    await follow()
    expect(waits).to.deep.equal([1_000, 1_500, 2_250, 3_375, 5_062.5, 7_593.75, 11_390.625, 15_000, 15_000])
  })

  it('gives up where AWS cannot be reached for long', async () => {
    const { follow, waits } = scripted(new Error('no network'))
    const failure = await follow().catch((error: Error) => error.message)
    expect(failure).to.equal('no network')
    expect(waits).to.have.length(20)
  })
})
