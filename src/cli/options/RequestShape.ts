import type { FetchRequest } from '../../domain/FetchRequest.ts'
import type { HeaderFields } from '../../domain/HeaderFields.ts'
import { UnreadableRequest } from '../../domain/UnreadableRequest.ts'
import type { Console } from '../Console.ts'
import type { Arguments } from './parseArguments.ts'
import { readArgument } from './readArgument.ts'
import { toHeaders } from './toHeaders.ts'
import { UsageError } from './UsageError.ts'

/** What all requests get that do not say otherwise. */
export type RequestShape = {
  readonly headers: Readonly<Record<string, string>>
  /** The request with the method and body of the options; itself where these say none. */
  readonly shape: (request: string | FetchRequest) => string | FetchRequest
}

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

const decoder = new TextDecoder()

/** Reads `--header`, `--method`, `--data` and `--json`. */
export async function toRequestShape({ own }: Arguments, console: Pick<Console, 'stdin'>): Promise<RequestShape> {
  const { header = [], method = [], data = [], json = [] } = own
  if (data.length > 0 && json.length > 0) throw new UsageError('give either --data or --json')
  const bytesOf = async (option: string, text: string): Promise<Uint8Array> =>
    text.startsWith('@') ? readArgument(option, text.slice(1), console) : Buffer.from(text)
  const [given] = json
  const parts = await Promise.all(data.map((text) => bytesOf('--data', text)))
  const joined = parts.length < 2 ? parts[0] : Buffer.from(parts.map((part) => decoder.decode(part)).join('&'))
  const body = given === undefined ? joined : await bytesOf('--json', given)
  if (given !== undefined && body !== undefined) assertJson(decoder.decode(body))

  const typed = await toHeaders(header, console)
  const headers = given === undefined ? typed : { accept: JSON_TYPE, ...typed }
  const verb = method.at(-1) ?? (body === undefined ? undefined : 'POST')
  if (verb === undefined) return { headers, shape: (request) => request }
  const ownType = 'content-type' in typed ? undefined : given === undefined ? FORM : JSON_TYPE
  const ofBody = body === undefined ? {} : { body, ...typeOf(ownType) }
  return {
    headers,
    shape(request) {
      if (typeof request === 'string') return { url: request, method: verb, ...ofBody }
      if (!isObject(request) || request instanceof UnreadableRequest) return request
      const shaped = { method: verb, ...request }
      if (request.body !== undefined) return shaped
      const own = request.headers === undefined ? {} : { headers: withType(request.headers, ownType) }
      return { ...shaped, ...ofBody, ...(body === undefined ? {} : own) }
    },
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const typeOf = (type: string | undefined) => (type === undefined ? {} : { headers: { 'content-type': type } })

/** A request's own fields, with the type of the body that it is given where they name none. */
const withType = (own: HeaderFields, type: string | undefined): HeaderFields =>
  type === undefined || !isObject(own) || Object.keys(own).some((name) => name.toLowerCase() === 'content-type')
    ? own
    : { ...own, 'content-type': type }

/** Its text may hold secrets: it is not repeated. */
const assertJson = (text: string): void => {
  try {
    JSON.parse(text)
  } catch {
    throw new UsageError('--json is no JSON: type for example --json \'{"q":1}\', or --json @body.json')
  }
}
