import { expect } from 'chai'
import { toTable } from '../../src/cli/table.ts'
import { failed, succeeded, timedOutBy } from '../support/expectedResults.ts'

describe('toTable', () => {
  it('has a line for each result under its headings, in aligned columns', () => {
    const results = [
      succeeded('https://api.example/a', 0, { to: 12 }),
      failed('https://api.example/slow', 1, timedOutBy('attempt'), { attempts: 3, to: 1_500 }),
    ]
    expect(toTable(results)).to.equal(
      [
        'url                       outcome  status or error    attempts  ms',
        'https://api.example/a     success  200                1         12',
        'https://api.example/slow  failure  Request timed out  3         1500',
        '',
      ].join('\n'),
    )
  })

  it('has only its headings for no results', () => {
    expect(toTable([])).to.equal('url  outcome  status or error  attempts  ms\n')
  })

  it('shortens what is too wide', () => {
    const [, line = ''] = toTable([succeeded(`https://api.example/${'a'.repeat(500)}`, 0)]).split('\n')
    expect(line).to.match(/^https:\/\/api\.example\/a{39}… {2}success/)
  })

  it('shows neither credentials nor query values nor fragments', () => {
    const table = toTable([succeeded('https://me:hunter2@api.example/a?token=s3cr3t&token=other&q=1#s3cr3t', 0)])
    expect(table).to.include('https://api.example/a?token=…&q=… ')
    expect(table).to.not.match(/me:|hunter2|s3cr3t|other|#/)
  })
})
