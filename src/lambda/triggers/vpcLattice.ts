import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { SYNCHRONOUS_BYTES } from '../limits.ts'
import { defineTrigger, orNull } from './defineTrigger.ts'
import { fromHttp } from './fromHttp.ts'
import { loadBalancerAnswer } from './httpForm.ts'
import { latticeQuery } from './latticeQuery.ts'
import { headerOf, Values } from './multiValue.ts'

/** VPC Lattice user guide, "Lambda functions as targets": event structure version 2.0. */
const LatticeEvent = open(
  'a VPC Lattice event',
  { version: t.literal('2.0'), method: t.string, path: t.string, requestContext: t.UnknownRecord },
  {
    headers: orNull(Values),
    queryStringParameters: orNull(Values),
    query_string_parameters: orNull(Values),
    body: orNull(t.string),
    isBase64Encoded: orNull(t.boolean),
  },
)

/** A VPC Lattice service. */
export const vpcLattice = defineTrigger(
  { name: 'VPC Lattice', accepts: 'a VPC Lattice request: GET with url parameters, POST or PUT with JSON' },
  LatticeEvent,
  ({ method, path, headers, queryStringParameters, query_string_parameters, body, isBase64Encoded }) =>
    fromHttp(
      {
        method,
        path: path.split('?', 1).join(),
        userAgent: headerOf('user-agent', headers),
        query: latticeQuery(path, queryStringParameters, query_string_parameters),
        body,
        isBase64Encoded: isBase64Encoded ?? false,
      },
      loadBalancerAnswer,
      SYNCHRONOUS_BYTES,
    ),
)
