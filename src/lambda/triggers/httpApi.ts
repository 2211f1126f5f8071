import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger, orNull } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { gatewayAnswer } from './httpForm.ts'

/** API Gateway developer guide, "AWS Lambda proxy integrations": payload format 2.0, which function URLs send too. */
const HttpApiEvent = open(
  'an HTTP API event',
  {
    version: t.literal('2.0'),
    rawPath: t.string,
    requestContext: open('a request context', { http: open('its HTTP part', { method: t.string }, {}) }, {}),
  },
  {
    rawQueryString: t.string,
    headers: t.UnknownRecord,
    body: orNull(t.string),
    isBase64Encoded: t.boolean,
  },
)

/** API Gateway's HTTP API and function URLs. */
export const httpApi = defineTrigger(
  {
    name: 'HTTP API, function URL',
    accepts: 'an API Gateway HTTP API or function URL request: GET with url parameters, POST or PUT with JSON',
  },
  HttpApiEvent,
  ({ rawPath, rawQueryString = '', requestContext, headers = {}, body, isBase64Encoded }) =>
    fromHttp(
      {
        method: requestContext.http.method,
        path: rawPath,
        userAgent: typeof headers['user-agent'] === 'string' ? headers['user-agent'] : '',
        query: new URLSearchParams(rawQueryString),
        body,
        isBase64Encoded,
      },
      gatewayAnswer,
      SYNCHRONOUS_BYTES,
    ),
)
