import { expect } from 'chai'
import { createHandler } from '../../../src/lambda/index.ts'
import type { Transport } from '../../../src/transport/Transport.ts'
import { answerEvent } from '../../support/answerEvent.ts'
import { captureStderr } from '../../support/captureStderr.ts'
import { bodyOf, HTTP_CASES, type HttpCase, headersOf, TWO_URLS } from '../../support/httpTriggerCases.ts'
import { FUNCTION_URL, httpApiEvent } from '../../support/lambdaEvents.ts'

const toEvent = ({ method, path, query = [], userAgent, body, isBase64Encoded = false }: HttpCase, domain?: string) =>
  httpApiEvent(
    {
      method,
      ...(path === undefined ? {} : { path }),
      rawQueryString: new URLSearchParams([...query]).toString(),
      queryStringParameters: Object.fromEntries(query),
      headers: { 'user-agent': userAgent ?? 'curl/8.5.0' },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded,
    },
    domain,
  )

describe('httpApi', () => {
  const origins = { 'an HTTP API': 'abc123.execute-api.eu-north-1.amazonaws.com', 'a function URL': FUNCTION_URL }
  for (const [origin, domain] of Object.entries(origins))
    for (const row of [...HTTP_CASES, TWO_URLS])
      it(`answers ${row.name} of ${origin} with ${row.status}`, async () => {
        const { answer } = await answerEvent(toEvent(row, domain))
        expect(answer).to.deep.equal({
          statusCode: row.status,
          headers: headersOf(row),
          body: bodyOf(row),
          isBase64Encoded: false,
        })
      })

  it('answers whatever the user agent is', async () => {
    const { answer } = await answerEvent(httpApiEvent({ headers: { 'user-agent': { toString: 1, valueOf: 1 } } }))
    expect(answer).to.have.property('statusCode', 400)
  })

  it('answers 500 in its own form if something throws', async () => {
    const transport = 'none' as unknown as Transport
    const { value } = await captureStderr(() => createHandler({ env: {}, transport })<unknown>(toEvent(TWO_URLS)))
    expect(value).to.deep.equal({
      statusCode: 500,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"Unexpected error (TypeError)"}',
      isBase64Encoded: false,
    })
  })
})
