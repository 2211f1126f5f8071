import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger, orNull } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { loadBalancerAnswer } from './httpForm.ts'
import { latticeQuery } from './latticeQuery.ts'
import { headerOf, Values } from './multiValue.ts'

/** VPC Lattice user guide, "Lambda functions as targets": event structure version 1.0. */
const LatticeEvent = open(
  'a VPC Lattice event of version 1.0',
  { raw_path: t.string, method: t.string },
  {
    headers: orNull(Values),
    query_string_parameters: orNull(Values),
    body: orNull(t.string),
    is_base64_encoded: orNull(t.boolean),
  },
)

/** A VPC Lattice service whose target group has the older event structure. */
export const vpcLatticeV1 = defineTrigger(
  {
    name: 'VPC Lattice v1',
    accepts: 'a VPC Lattice request of version 1.0: GET with url parameters, POST or PUT with JSON',
  },
  LatticeEvent,
  (event) =>
    fromHttp(
      {
        method: event.method,
        path: event.raw_path.split('?', 1).join(),
        userAgent: headerOf('user-agent', event.headers),
        query: latticeQuery(event.raw_path, event.query_string_parameters),
        body: event.body,
        isBase64Encoded: event.is_base64_encoded ?? false,
      },
      loadBalancerAnswer,
      SYNCHRONOUS_BYTES,
    ),
)
