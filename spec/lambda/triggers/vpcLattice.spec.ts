import { expect } from 'chai'
import { answerEvent } from '../../support/answerEvent.ts'
import { bodyOf, HTTP_CASES, type HttpCase, headersOf, TWO_URLS } from '../../support/httpTriggerCases.ts'
import { latticeEvent, latticeV1Event } from '../../support/lambdaEvents.ts'

const DESCRIPTIONS = { 200: '200 OK', 204: '204 No Content', 400: '400 Bad Request', 405: '405 Method Not Allowed' }

const multiple = (query: HttpCase['query'] = []): Record<string, string[]> =>
  Object.fromEntries(query.map(([name]) => [name, query.flatMap(([other, value]) => (other === name ? [value] : []))]))

const single = (query: HttpCase['query'] = []): Record<string, string> => Object.fromEntries(query)

const agentOf = ({ userAgent = 'curl/8.5.0' }: HttpCase): string => userAgent

const v2 = ({ method, path = '/fetch', isBase64Encoded = false, body, ...row }: HttpCase): object => ({
  method,
  path,
  isBase64Encoded,
  headers: { 'user-agent': [agentOf({ method, ...row })] },
  ...(body === undefined ? {} : { body }),
})

const v1 = ({ method, path = '/fetch', isBase64Encoded = false, body, ...row }: HttpCase): object => ({
  method,
  raw_path: path,
  is_base64_encoded: isBase64Encoded,
  headers: { 'user-agent': agentOf({ method, ...row }) },
  ...(body === undefined ? {} : { body }),
})

const rawQuery = (query: HttpCase['query'] = []): string =>
  query.length === 0 ? '' : `?${new URLSearchParams([...query])}`

type Row = readonly [name: string, toEvent: (row: HttpCase) => object, rows: readonly HttpCase[]]

const FORMS: readonly Row[] = [
  [
    'version 2.0',
    (row) => latticeEvent({ ...v2(row), queryStringParameters: multiple(row.query) }),
    [...HTTP_CASES, TWO_URLS],
  ],
  [
    'version 2.0 with single values',
    (row) => latticeEvent({ ...v2(row), queryStringParameters: single(row.query) }),
    HTTP_CASES,
  ],
  [
    'version 2.0 with its query in the path',
    (row) => {
      const event = v2(row) as { readonly path: string }
      return latticeEvent({ ...event, path: event.path + rawQuery(row.query) })
    },
    [...HTTP_CASES, TWO_URLS],
  ],
  ['version 1.0', (row) => latticeV1Event({ ...v1(row), query_string_parameters: single(row.query) }), HTTP_CASES],
  [
    'version 1.0 with its query in the path',
    (row) => {
      const event = v1(row) as { readonly raw_path: string }
      return latticeV1Event({ ...event, raw_path: event.raw_path + rawQuery(row.query) })
    },
    [...HTTP_CASES, TWO_URLS],
  ],
]

describe('vpcLattice', () => {
  for (const [name, toEvent, rows] of FORMS)
    for (const row of rows)
      it(`answers ${row.name} of ${name} with ${row.status}`, async () => {
        expect((await answerEvent(toEvent(row))).answer).to.deep.equal({
          statusCode: row.status,
          statusDescription: DESCRIPTIONS[row.status],
          headers: headersOf(row),
          body: bodyOf(row),
          isBase64Encoded: false,
        })
      })

  for (const encoded of ['https%3A%2F%2Fapi.example%2Fa', 'https://api.example/a'])
    it(`reads ${encoded} as the URL that it means`, async () => {
      const { fetched } = await answerEvent(latticeEvent({ queryStringParameters: { url: [encoded] } }))
      expect(fetched).to.deep.equal(['https://api.example/a'])
    })

  it('leaves a URL whose percent-encoding is broken', async () => {
    const { answer, fetched } = await answerEvent(
      latticeEvent({ queryStringParameters: { url: ['https%3A%2F%2Fa%'] } }),
    )
    expect(fetched).to.deep.equal([])
    expect(answer).to.have.property('statusCode', 200)
  })
})
