import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { LOAD_BALANCER_BYTES } from '../limits.ts'
import { defineTrigger } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { loadBalancerAnswer, multiValueAnswer } from './httpForm.ts'
import { fromProxyEvent, proxyOptional, proxyRequired } from './proxyEvent.ts'

/** Application Load Balancer user guide, "Use Lambda functions as targets". */
const LoadBalancerEvent = open(
  'a load balancer event',
  { ...proxyRequired, requestContext: open('a request context', { elb: t.UnknownRecord }, {}) },
  proxyOptional,
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
  (event) =>
    fromHttp(
      fromProxyEvent(event, decodeQuery),
      event.multiValueHeaders ? multiValueAnswer : loadBalancerAnswer,
      LOAD_BALANCER_BYTES,
    ),
)
