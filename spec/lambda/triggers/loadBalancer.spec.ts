import { expect } from 'chai'
import { answerEvent } from '../../support/answerEvent.ts'
import { bodyOf, HTTP_CASES, type HttpCase, headersOf, TWO_URLS } from '../../support/httpTriggerCases.ts'
import { loadBalancerEvent, multiValueEvent } from '../../support/lambdaEvents.ts'

const DESCRIPTIONS = { 200: '200 OK', 204: '204 No Content', 400: '400 Bad Request', 405: '405 Method Not Allowed' }

/** As it stands in the URL: a load balancer does not decode it. */
const encoded = (query: HttpCase['query'] = []) =>
  query.map(([name, value]) => [encodeURIComponent(name), encodeURIComponent(value)] as const)

const rest = ({ method, path = '/fetch', body = '', isBase64Encoded = false }: HttpCase) => ({
  httpMethod: method,
  path,
  body,
  isBase64Encoded,
})

describe('loadBalancer', () => {
  for (const row of HTTP_CASES)
    it(`answers ${row.name} with ${row.status}`, async () => {
      const event = loadBalancerEvent({
        ...rest(row),
        headers: { 'user-agent': row.userAgent ?? 'curl/8.5.0' },
        queryStringParameters: Object.fromEntries(encoded(row.query)),
      })
      expect((await answerEvent(event)).answer).to.deep.equal({
        statusCode: row.status,
        statusDescription: DESCRIPTIONS[row.status],
        headers: headersOf(row),
        body: bodyOf(row),
        isBase64Encoded: false,
      })
    })

  for (const row of [...HTTP_CASES, TWO_URLS])
    it(`answers ${row.name} with multi-value headers with ${row.status}`, async () => {
      const query = encoded(row.query)
      const event = multiValueEvent({
        ...rest(row),
        multiValueHeaders: { 'user-agent': [row.userAgent ?? 'curl/8.5.0'] },
        multiValueQueryStringParameters: Object.fromEntries(
          query.map(([name]) => [name, query.filter(([other]) => other === name).map(([, value]) => value)]),
        ),
      })
      expect((await answerEvent(event)).answer).to.deep.equal({
        statusCode: row.status,
        statusDescription: DESCRIPTIONS[row.status],
        multiValueHeaders: Object.fromEntries(Object.entries(headersOf(row)).map(([name, value]) => [name, [value]])),
        body: bodyOf(row),
        isBase64Encoded: false,
      })
    })
})
