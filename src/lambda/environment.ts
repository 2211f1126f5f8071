import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import { POLICY_FIELDS, policyFromStrings } from '../domain/policyFromStrings.ts'
import { type Addresses, createAddressGuard } from '../transport/addressGuard.ts'
import { parseProxy } from '../transport/proxy/parseProxy.ts'
import { type DestinationName, decodeDestination } from './destination/decodeDestination.ts'
import type { Seeing } from './seeing/Seeing.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** What the environment of a function decides. */
export type Environment = {
  readonly policy: FetchPolicy
  /** Where its requests may go. */
  readonly addresses: Addresses
  /** The proxy that they go through. */
  readonly proxy?: string
  /** Where results go that no answer carries. */
  readonly destination?: DestinationName
  /** How many invocations one process serves at a time. */
  readonly workers: number
  /** The memory of the function; undefined outside Lambda. */
  readonly memoryMb: number | undefined
  /** What is told of invocations. */
  readonly seeing: Seeing
}

const PREFIX = 'RX_FANOUT_'
const ADDRESSES = `${PREFIX}ADDRESSES`
const PROXY = `${PREFIX}PROXY`
const DESTINATION = `${PREFIX}DESTINATION`
const METRICS = `${PREFIX}METRICS`
const TRACE = `${PREFIX}TRACE`
const OTHERS = [ADDRESSES, PROXY, DESTINATION, METRICS, TRACE]

/** `maxBodyBytes` is set by `RX_FANOUT_MAX_BODY_BYTES`, and so on. */
export const variableOf = (field: string): string =>
  PREFIX + field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

const fieldOf = new Map<string, string>(POLICY_FIELDS.map((field) => [variableOf(field), field]))

/** Reads the `RX_FANOUT_…` variables; an empty one counts as unset. Throws an Error that names what is wrong. */
export function decodeEnvironment(env: Env): Environment {
  const texts: Record<string, string> = {}
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined || value === '') continue
    const field = fieldOf.get(variable)
    if (field !== undefined) texts[field] = value
    else if (!OTHERS.includes(variable)) throw new Error(`Environment variable ${variable} is unknown`)
  }
  const policy = policyFromStrings(texts)
  if (E.isLeft(policy)) {
    const sentences = policy.left.map((issue) => issueSentence({ ...issue, path: variableOf(issue.path) }))
    throw new Error(`Environment variable ${sentences.join('; ')}`)
  }
  const destination = env[DESTINATION]
  return {
    policy: policy.right,
    addresses: decodeAddresses(env[ADDRESSES]),
    ...decodeProxy(env),
    ...(destination ? { destination: decodeDestination(DESTINATION, destination) } : {}),
    workers: positiveInteger(env.AWS_LAMBDA_MAX_CONCURRENCY) ?? 1,
    memoryMb: positiveInteger(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE),
    seeing: decodeSeeing(env),
  }
}

/** What Lambda itself sets is taken if it can be, and never refused. */
const positiveInteger = (value: string | undefined): number | undefined => {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** CloudWatch API reference, "MetricDatum" and "PutMetricData": the names that are not AWS's own. */
const NAMESPACE = /^(?!AWS\/|:)[\w.#:/ -]{1,255}$/

function decodeSeeing(env: Env): Seeing {
  const { [METRICS]: namespace, [TRACE]: trace = '', AWS_LAMBDA_FUNCTION_NAME: functionName } = env
  if (namespace && !NAMESPACE.test(namespace))
    throw new Error(
      `Environment variable ${METRICS} must be a CloudWatch namespace that is not AWS's own, got ${namespace}`,
    )
  if (!['', 'true', 'false'].includes(trace))
    throw new Error(`Environment variable ${TRACE} must be true or false, got ${trace}`)
  return {
    log: functionName === undefined ? undefined : env.AWS_LAMBDA_LOG_FORMAT === 'JSON' ? 'JSON' : 'Text',
    metrics: namespace && functionName ? { namespace, functionName } : undefined,
    trace: trace === 'true',
  }
}

/** Only the proxy could judge where requests go through it, so nobody is to think that the function does. */
function decodeProxy({ [PROXY]: proxy, [ADDRESSES]: addresses }: Env): Pick<Environment, 'proxy'> {
  if (proxy === undefined || proxy === '') return {}
  if (addresses !== 'any')
    throw new Error(`Environment variable ${PROXY} needs ${ADDRESSES}=any: addresses behind a proxy cannot be judged`)
  if (proxy !== 'environment') parseProxy(`Environment variable ${PROXY}`, proxy)
  return { proxy }
}

/** `public`, `any`, or what is allowed besides public addresses, comma-separated. */
function decodeAddresses(value: string | undefined): Addresses {
  if (value === undefined || value === '' || value === 'public') return 'public'
  if (value === 'any') return 'any'
  const addresses = { allow: value.split(',').map((entry) => entry.trim()) }
  try {
    createAddressGuard(addresses)
  } catch (error) {
    throw new Error(
      `Environment variable ${ADDRESSES} must be public, any or a list of address blocks and host names: ${(error as Error).message}`,
    )
  }
  return addresses
}
