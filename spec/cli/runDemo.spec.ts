import { expect } from 'chai'
import { runDemo } from '../../src/cli/runDemo.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { fakeConsole } from '../support/fakeConsole.ts'
import { useRealSockets } from '../support/realSockets.ts'

describe('runDemo', () => {
  useRealSockets()
  const console = fakeConsole()
  let code: number
  let resources: readonly string[]
  before(async () => {
    resources = await activeResources()
    code = await runDemo(console)
  })

  it('ends with 0, although some of the demo fails on purpose', () => {
    expect(code).to.equal(0)
  })

  it("gives the handler's answer as JSON on standard output, and nothing else", () => {
    const { statusCode, body } = JSON.parse(console.stdout.text())
    expect(statusCode).to.equal(200)
    expect(body).to.have.length(7)
    const [ada, grace, weather, slow, missing, unsteady, hello] = body
    expect([ada, grace, weather, unsteady, hello]).to.deep.equal([
      { name: 'Ada' },
      { name: 'Grace' },
      { city: 'Oslo', celsius: -3 },
      { steady: true },
      'Hello from plain text',
    ])
    expect(slow).to.include({ error: 'Request timed out', kind: 'timeout', attempts: 3, clock: 'attempt' })
    expect(missing).to.include({ error: 'HTTP status 404', kind: 'status', attempts: 1, status: 404 })
  })

  it('shows the event and a table on standard error', () => {
    const [event = '', ...rest] = console.stderr.text().split('\n')
    expect(JSON.parse(event.replace(/^event: /, ''))).to.have.all.keys('urls', 'policy')
    const rows = rest.filter((line) => line.startsWith('http'))
    expect(rows.map((row) => row.replace(/^\S+:\d+(\S+) +(\w+) +(.*?) {2,}(\d+) +\d+$/, '$1 $2 $3 $4'))).to.deep.equal([
      '/users/1 success 200 1',
      '/users/2 success 200 1',
      '/weather/oslo success 200 1',
      '/slow failure Request timed out 3',
      '/missing failure HTTP status 404 1',
      '/unsteady success 200 3',
      '/hello success 200 1',
    ])
  })

  it('leaves no socket and no timer', () => untilReleased(resources))
})
