import { expect } from 'chai'
import { answerEvent } from '../../support/answerEvent.ts'
import { bodyOf, HTTP_CASES, type HttpCase, headersOf, TWO_URLS } from '../../support/httpTriggerCases.ts'
import { restApiEvent } from '../../support/lambdaEvents.ts'

const toEvent = ({ method, path = '/fetch', query = [], userAgent = 'curl/8.5.0', ...request }: HttpCase): object =>
  restApiEvent({
    httpMethod: method,
    path,
    multiValueHeaders: { 'User-Agent': [userAgent] },
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters:
      query.length === 0
        ? null
        : Object.fromEntries(query.map(([n]) => [n, query.filter(([m]) => m === n).map(([, v]) => v)])),
    body: request.body ?? null,
    isBase64Encoded: request.isBase64Encoded ?? false,
  })

describe('restApi', () => {
  for (const row of [...HTTP_CASES, TWO_URLS])
    it(`answers ${row.name} with ${row.status}`, async () => {
      const { answer } = await answerEvent(toEvent(row))
      expect(answer).to.deep.equal({
        statusCode: row.status,
        headers: headersOf(row),
        body: bodyOf(row),
        isBase64Encoded: false,
      })
    })

  it('reads an event of the console, which has neither headers nor parameters', async () => {
    const event = restApiEvent({
      headers: null,
      multiValueHeaders: null,
      httpMethod: 'POST',
      body: '"https://a.example/a"',
    })
    expect((await answerEvent(event)).answer).to.include({ statusCode: 200, body: '[{"path":"/a"}]' })
  })

  it('reads single values where there are no others', async () => {
    const event = restApiEvent({ version: '1.0', queryStringParameters: { url: 'https://a.example/a' } })
    expect((await answerEvent(event)).answer).to.include({ statusCode: 200, body: '[{"path":"/a"}]' })
  })
})
