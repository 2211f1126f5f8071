import type * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'

/** What is used of a decoder of io-ts. */
export interface IoTsDecoder<Body> {
  /** Gives the value as its own type, or what is wrong with it. */
  decode(value: unknown): E.Either<t.Errors, Body>
}

/** One thing wrong with a value, as a Standard Schema tells it. */
export interface StandardIssue {
  /** For people; it may repeat the value. */
  readonly message: string
  /** Where; absent for the value itself. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a Standard Schema makes of a value. */
export type StandardResult<Body> =
  | { readonly value: Body; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

/** What is used of a Standard Schema (standardschema.dev, version 1), which zod, valibot, ArkType and others make. */
export interface StandardSchema<Body> {
  /** The part that they have in common. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Body> | Promise<StandardResult<Body>>
  }
}

/** Says what bodies must be, and makes them what they are to be used as. */
export type BodyCodec<Body> = IoTsDecoder<Body> | StandardSchema<Body>

/** Whether it is a Standard Schema; some are functions. */
export const isStandardSchema = (value: unknown): value is StandardSchema<unknown> => {
  const { validate } = Object(Object(value)['~standard']) as { validate?: unknown }
  return typeof validate === 'function'
}

/** Whether a value can serve as a {@link BodyCodec}. */
export const isBodyCodec = (value: unknown): value is BodyCodec<unknown> =>
  isStandardSchema(value) || typeof (Object(value) as { decode?: unknown }).decode === 'function'
