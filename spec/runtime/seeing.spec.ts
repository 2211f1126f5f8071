import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { serve } from '../support/serve.ts'
import { until } from '../support/until.ts'
import { builtFunction, servePaths } from './support.ts'

type Line = {
  readonly message?: string
  readonly requestId?: string
  readonly requests?: number
  readonly _aws?: object
}

describe('what the built bundle tells under AWS’s runtime client', () => {
  const built = builtFunction()
  const closing = closeAfterEach()
  const lines = () => built.log() as readonly Line[]

  it('is one line and one document of metrics, as they were written, though the log is JSON', async () => {
    const api = closing(await servePaths())
    const env = { AWS_LAMBDA_LOG_FORMAT: 'JSON', RX_FANOUT_METRICS: 'Fanout' }
    const runtime = closing(built.start({ env }))
    const { requestId } = await runtime.invoke({ urls: [`${api.origin}/a`, `${api.origin}/missing`] })
    const told = () => lines().filter((line) => line.requestId === requestId)
    await until(
      () => 'both are there',
      () => told().length === 2,
    )
    const [line, ...none] = told().filter(({ message }) => message === 'Invocation')
    expect(none).to.deep.equal([])
    expect(line).to.include({ requests: 2, succeeded: 1, failed: 1, cold: true, trigger: 'direct' })
    expect(told().find(({ _aws }) => _aws !== undefined)).to.have.nested.property('_aws.CloudWatchMetrics')
  })

  it('keeps invocations of one process apart', async () => {
    const api = closing(await servePaths())
    const env = { AWS_LAMBDA_LOG_FORMAT: 'JSON' }
    const runtime = closing(built.start({ env, managed: { maxConcurrency: 8 } }))
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8]
    const answers = sizes.map((size) => runtime.invoke({ urls: Array(size).fill(`${api.origin}/gate`) }))
    await until(
      () => 'all are under way',
      () => api.heard.length === 36,
    )
    api.open()
    const ids = (await Promise.all(answers)).map(({ requestId }) => requestId)
    const told = () => lines().filter(({ message }) => message === 'Invocation')
    await until(
      () => 'all have told',
      () => told().length === sizes.length,
    )
    const requestsOf = new Map(told().map(({ requestId, requests }) => [requestId, requests]))
    expect(ids.map((id) => requestsOf.get(id))).to.deep.equal(sizes)
  })

  it('is the trace in requests where that is asked for', async () => {
    const heard: unknown[] = []
    const api = closing(
      await serve(({ headers }, response) => {
        heard.push(headers['x-amzn-trace-id'], headers.traceparent)
        response.end()
      }),
    )
    const runtime = closing(built.start({ env: { RX_FANOUT_TRACE: 'true' } }))
    await runtime.invoke({ urls: [api.origin] })
    expect(heard[0]).to.match(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/)
  })
})
