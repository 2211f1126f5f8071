import * as E from 'fp-ts/lib/Either.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import type { Issues } from '../../domain/describeIssues.ts'
import type { FetchBatch } from '../../domain/FetchBatch.ts'
import { POLICY_FIELDS } from '../../domain/policyFromStrings.ts'
import { type HttpAnswer, httpForm, JSON_TYPE } from './httpForm.ts'
import { readBatch } from './readBatch.ts'
import type { Invocation } from './Trigger.ts'

/** What the HTTP triggers have in common. */
export type HttpRequest = {
  readonly method: string
  readonly path: string
  readonly userAgent: string
  readonly query: URLSearchParams
  readonly body: string | null | undefined
  readonly isBase64Encoded: boolean | undefined
}

const ALLOW = { allow: 'GET, HEAD, OPTIONS, POST, PUT' }

const policyInQuery = (query: URLSearchParams): Issues =>
  POLICY_FIELDS.filter((field) => query.has(field)).map((field) => ({
    path: field,
    expected: 'no policy in a query',
    got: 'a parameter',
  }))

const batchFromQuery = (query: URLSearchParams): E.Either<Issues, FetchBatch> => {
  const urls = query.getAll('url')
  if (urls.length === 0) return E.left([{ path: 'url', expected: 'one or more parameters', got: 'nothing' }])
  return decodeBatch(query.has('results') ? { urls, results: query.get('results') } : { urls })
}

const batchFromBody = ({ body, isBase64Encoded }: HttpRequest): E.Either<Issues, FetchBatch> =>
  readBatch(isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? ''))

const isHealthCheck = ({ method, path, userAgent, query }: HttpRequest): boolean =>
  userAgent.startsWith('ELB-HealthChecker/') ||
  method === 'HEAD' ||
  (method === 'GET' && /\/health\/?$/.test(path) && !query.has('url'))

/**
 * What an HTTP request asks for: GET by its `url` parameters, POST and PUT by a body of JSON. Health checks and OPTIONS
 * are answered at once; a policy comes in a body only, so that no link can set one.
 */
export function fromHttp(request: HttpRequest, toAnswer: HttpAnswer, limitBytes: number): Invocation {
  const { method, query } = request
  if (isHealthCheck(request))
    return { kind: 'settled', answer: toAnswer(200, JSON_TYPE, method === 'HEAD' ? '' : '{"status":"ok"}') }
  if (method === 'OPTIONS') return { kind: 'settled', answer: toAnswer(204, ALLOW, '') }
  const form = httpForm(toAnswer)
  const inQuery = policyInQuery(query)
  if (inQuery.length > 0) return { kind: 'reply', batch: E.left(inQuery), form, limitBytes }
  if (method === 'GET') return { kind: 'reply', batch: batchFromQuery(query), form, limitBytes }
  if (method === 'POST' || method === 'PUT') return { kind: 'reply', batch: batchFromBody(request), form, limitBytes }
  const refusal = JSON.stringify({ error: 'Method not allowed' })
  return { kind: 'settled', answer: toAnswer(405, { ...JSON_TYPE, ...ALLOW }, refusal) }
}
