import { expect } from 'chai'
import type { AwsCli } from '../../../scripts/deploy/awsCli.ts'
import { follow } from '../../../scripts/deploy/start/follow.ts'

/** Answers each look with the next: a status, or an error. */
function scripted(...looks: ReadonlyArray<string | Error>): { readonly aws: AwsCli; readonly told: string[] } {
  const told: string[] = []
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
  return { aws, told }
}

describe('follow', () => {
  it('tells how far an execution is until it ends', async () => {
    const { aws, told } = scripted('RUNNING', 'SUCCEEDED')
    const end = await follow(aws, 'arn:1', { tell: (text) => told.push(text), end: () => told.push('end') })
    expect(end).to.deep.equal({ status: 'SUCCEEDED' })
    expect(told).to.deep.equal(['8 of 10 done, 2 running, 2 in failed batches', 'end'])
  })

  it('asks again when AWS cannot be reached for a moment', async () => {
    const { aws, told } = scripted(new Error('no network'), 'FAILED')
    const end = await follow(aws, 'arn:1', { tell: (text) => told.push(text), end: () => told.push('end') })
    expect(end).to.deep.equal({ status: 'FAILED', error: 'States.Runtime' })
    expect(told[0]).to.equal('Asking again: no network')
  })
})
