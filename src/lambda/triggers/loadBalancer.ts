import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { LOAD_BALANCER_BYTES } from '../limits.ts'
import { defineTrigger, orNull } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { loadBalancerAnswer, multiValueAnswer } from './httpForm.ts'
import { entriesOf, headerOf, MultiValues, SingleValues } from './multiValue.ts'

/** Application Load Balancer user guide, "Use Lambda functions as targets". */
const LoadBalancerEvent = open(
  'a load balancer event',
  {
    httpMethod: t.string,
    path: t.string,
    requestContext: open('a request context', { elb: t.UnknownRecord }, {}),
  },
  {
    headers: orNull(SingleValues),
    multiValueHeaders: orNull(MultiValues),
    queryStringParameters: orNull(SingleValues),
    multiValueQueryStringParameters: orNull(MultiValues),
    body: orNull(t.string),
    isBase64Encoded: t.boolean,
  },
)

/** A load balancer hands parameters over as they came, with their percent-encoding. */
const decodeQuery = (entries: ReadonlyArray<[string, string]>): URLSearchParams =>
  new URLSearchParams(entries.map(([name, value]) => `${name}=${value}`).join('&'))

/** An Application Load Balancer; it is answered with multi-value headers if it sends them. */
export const loadBalancer = defineTrigger(
  {
    name: 'ALB',
    accepts: 'an Application Load Balancer request: GET with url parameters, POST or PUT with JSON',
  },
  LoadBalancerEvent,
  ({ httpMethod, path, body, isBase64Encoded, ...event }) =>
    fromHttp(
      {
        method: httpMethod,
        path,
        userAgent: headerOf(entriesOf(event.multiValueHeaders, event.headers), 'user-agent'),
        query: decodeQuery(entriesOf(event.multiValueQueryStringParameters, event.queryStringParameters)),
        body,
        isBase64Encoded,
      },
      event.multiValueHeaders ? multiValueAnswer : loadBalancerAnswer,
      LOAD_BALANCER_BYTES,
    ),
)
