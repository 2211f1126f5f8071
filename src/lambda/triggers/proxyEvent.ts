import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { orNull } from './defineTrigger.ts'
import type { HttpRequest } from './fromHttp.ts'
import { entriesOf, headerOf, MultiValues, SingleValues } from './multiValue.ts'

/** The required fields that events of API Gateway's REST API and of load balancers have in common. */
export const proxyRequired = { httpMethod: t.string, path: t.string }

/** The optional ones. */
export const proxyOptional = {
  headers: orNull(SingleValues),
  multiValueHeaders: orNull(MultiValues),
  queryStringParameters: orNull(SingleValues),
  multiValueQueryStringParameters: orNull(MultiValues),
  body: orNull(t.string),
  isBase64Encoded: t.boolean,
}

const ProxyEvent = open('a proxy event', proxyRequired, proxyOptional)
type ProxyEvent = (typeof ProxyEvent)['_A']

/** The HTTP request in such an event. */
export const fromProxyEvent = (
  event: ProxyEvent,
  toQuery: (entries: Array<[name: string, value: string]>) => URLSearchParams,
): HttpRequest => ({
  method: event.httpMethod,
  path: event.path,
  userAgent: headerOf('user-agent', event.multiValueHeaders, event.headers),
  query: toQuery(entriesOf(event.multiValueQueryStringParameters, event.queryStringParameters)),
  body: event.body,
  isBase64Encoded: event.isBase64Encoded,
})
