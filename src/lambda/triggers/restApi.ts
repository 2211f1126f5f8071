import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { gatewayAnswer } from './httpForm.ts'
import { fromProxyEvent, proxyOptional, proxyRequired } from './proxyEvent.ts'

/** API Gateway developer guide, "Lambda proxy integrations": payload format 1.0. */
const RestApiEvent = open(
  'a REST API event',
  { ...proxyRequired, resource: t.string, requestContext: t.UnknownRecord },
  proxyOptional,
)

/** API Gateway's REST API. */
export const restApi = defineTrigger(
  {
    name: 'REST API',
    accepts: 'an API Gateway REST API request: GET with url parameters, POST or PUT with JSON',
  },
  RestApiEvent,
  (event) =>
    fromHttp(
      fromProxyEvent(event, (entries) => new URLSearchParams(entries)),
      gatewayAnswer,
      SYNCHRONOUS_BYTES,
    ),
)
