import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger, orNull } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { gatewayAnswer } from './httpForm.ts'
import { entriesOf, headerOf, MultiValues, SingleValues } from './multiValue.ts'

/** API Gateway developer guide, "Lambda proxy integrations": payload format 1.0. */
const RestApiEvent = open(
  'a REST API event',
  { httpMethod: t.string, path: t.string, resource: t.string, requestContext: t.UnknownRecord },
  {
    headers: orNull(SingleValues),
    multiValueHeaders: orNull(MultiValues),
    queryStringParameters: orNull(SingleValues),
    multiValueQueryStringParameters: orNull(MultiValues),
    body: orNull(t.string),
    isBase64Encoded: t.boolean,
  },
)

/** API Gateway's REST API. */
export const restApi = defineTrigger(
  {
    name: 'REST API',
    accepts: 'an API Gateway REST API request: GET with url parameters, POST or PUT with JSON',
  },
  RestApiEvent,
  ({ httpMethod, path, body, isBase64Encoded, ...event }) =>
    fromHttp(
      {
        method: httpMethod,
        path,
        userAgent: headerOf(entriesOf(event.multiValueHeaders, event.headers), 'user-agent'),
        query: new URLSearchParams(entriesOf(event.multiValueQueryStringParameters, event.queryStringParameters)),
        body,
        isBase64Encoded,
      },
      gatewayAnswer,
      SYNCHRONOUS_BYTES,
    ),
)
