import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { type BodyCodec, isStandardSchema, type StandardResult } from './BodyCodec.ts'
import { type FetchError, unexpected } from './FetchError.ts'
import { ioTsSchemaError, standardSchemaError } from './schemaError.ts'

type Decoded<Body> = E.Either<FetchError, Body>

/** What a codec throws is no fault of the server's, and not worth a retry, even if it looks like one of our errors. */
const guard = <A>(decode: () => A): A => {
  try {
    return decode()
  } catch (thrown) {
    throw unexpected(thrown)
  }
}

const fromEither = <Body>(either: E.Either<t.Errors, Body>): Decoded<Body> => {
  if (E.isRight(either)) return either
  if (E.isLeft(either)) return E.left(ioTsSchemaError(either.left))
  throw new TypeError('The codec gave no Either')
}

const fromResult = <Body>(result: StandardResult<Body>, body: unknown): Decoded<Body> => {
  if (result.issues) return E.left(standardSchemaError(result.issues, body))
  if ('value' in result) return E.right(result.value)
  throw new TypeError('The schema gave neither a value nor issues')
}

/** Whether it comes later. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (Object(value) as { then?: unknown }).then === 'function'

/**
 * What the codec makes of a body, now or later, or the `schema` error that it amounts to. Throws, or rejects with, an
 * `unexpected` error where the codec itself fails.
 */
export const decodeWith = <Body>(codec: BodyCodec<Body>, body: unknown): Decoded<Body> | Promise<Decoded<Body>> => {
  if (!isStandardSchema(codec)) return guard(() => fromEither(codec.decode(body)))
  const result = guard(() => codec['~standard'].validate(body))
  if (!isPromise(result)) return guard(() => fromResult(result, body))
  return Promise.resolve(result).then(
    (settled) => guard(() => fromResult(settled, body)),
    (thrown) => {
      throw unexpected(thrown)
    },
  )
}
