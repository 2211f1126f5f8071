import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from './Attempt.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import { isPlainObject } from './isPlainObject.ts'

/** A body as it is sent, and the content type that goes with it. */
export type EncodedBody = { readonly bytes: Attempt['body']; readonly contentType?: string }

const NO_BODY: E.Either<FetchError, EncodedBody> = E.right({ bytes: null })

const refuse = (got: string): E.Either<FetchError, never> =>
  E.left(invalidRequest('body', 'a string, a Uint8Array, URLSearchParams or a JSON value', got))

/** What to do instead of giving an object of a class that JSON would make `{}` or its insides. */
const INSTEAD: Readonly<Record<string, string>> = {
  Map: 'a Map: give Object.fromEntries(map)',
  Set: 'a Set: give [...set]',
  Blob: 'a Blob: give await blob.bytes()',
  File: 'a File: give await file.bytes()',
  FormData: 'FormData: give URLSearchParams, or the multipart text with its content-type',
  URLSearchParams: 'URLSearchParams: give its text',
  Promise: 'a Promise: await it first',
  ArrayBuffer: 'an ArrayBuffer: give new Uint8Array(buffer)',
  SharedArrayBuffer: 'a SharedArrayBuffer: give a Uint8Array of a copy',
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1)

const nameObject = (value: object): string | undefined => {
  if (Array.isArray(value) || typeof (value as { toJSON?: unknown }).toJSON === 'function') return undefined
  if (Symbol.asyncIterator in value) return 'a stream: read it to its end first'
  const known = INSTEAD[tagOf(value)]
  if (known !== undefined) return known
  if (ArrayBuffer.isView(value)) return 'another view of bytes: give a Uint8Array'
  if (Symbol.iterator in value) return 'an iterable: give an array'
  return isPlainObject(value) ? undefined : 'an object of a class without toJSON: give a plain object'
}

/** What a value is that JSON cannot hold, or holds as something else; undefined if it can. */
const nameForeign = (value: unknown): string | undefined => {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`
  if (typeof value === 'number' && !Number.isFinite(value)) return `the number ${value}`
  return typeof value === 'object' && value !== null ? nameObject(value) : undefined
}

/** The same of anything within a value, which has no circles. */
const nameForeignWithin = (value: unknown): string | undefined => {
  const own = nameForeign(value)
  if (own !== undefined || typeof value !== 'object' || value === null || 'toJSON' in value) return own
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    const foreign = nameForeignWithin(part)
    if (foreign !== undefined) return foreign
  }
  return undefined
}

/** Makes a body what is sent, or says what it should be instead. Nothing is sent as another thing than it is. */
export function encodeBody(body: unknown): E.Either<FetchError, EncodedBody> {
  if (body === undefined || body === null) return NO_BODY
  if (typeof body === 'string' || body instanceof Uint8Array) return E.right({ bytes: body })
  if (ArrayBuffer.isView(body) && tagOf(body) === 'Uint8Array')
    return E.right({ bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) }) // of another realm
  return E.flatten(
    E.tryCatch(
      () => encodeJson(body),
      () => invalidRequest('body', 'a string, a Uint8Array, URLSearchParams or a JSON value', 'what JSON cannot hold'),
    ),
  )
}

const encodeJson = (body: unknown): E.Either<FetchError, EncodedBody> => {
  if (tagOf(body) === 'URLSearchParams')
    return E.right({ bytes: String(body), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' })
  const foreign = nameForeign(body)
  if (foreign !== undefined) return refuse(foreign)
  const json = JSON.stringify(body) as string | undefined // throws for what has circles
  if (json === undefined) return refuse('what JSON cannot hold')
  const within = nameForeignWithin(body)
  return within === undefined ? E.right({ bytes: json, contentType: 'application/json' }) : refuse(`one with ${within}`)
}
