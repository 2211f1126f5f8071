import * as t from 'io-ts'

/** What is expected where a key is unknown. */
export const NO_SUCH_FIELD = 'no such field'

/** No value belongs here: the type that an unknown key is reported against. */
const unknownField: t.Mixed = new t.Type<unknown>(
  NO_SUCH_FIELD,
  (_): _ is unknown => false,
  (value, context) => t.failure(value, context),
  t.identity,
)

const isObjectNotArray = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Errors that are collected at most: a large event that is wrong throughout must not fill the memory. */
const MAX_ERRORS = 10_000

/** Adds them one by one: there may be too many to spread. */
const addErrors = (errors: t.Errors, more: t.Errors): void => {
  for (const error of more) errors.push(error)
}

/** An array codec that makes a context only for an item that is wrong, and stops once there are more than anyone reads. */
export const listOf = <A>(item: t.Type<A>, name: string): t.Type<readonly A[]> =>
  new t.Type<readonly A[]>(
    name,
    (value): value is readonly A[] => Array.isArray(value) && value.every(item.is),
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context)
      const errors: t.Errors = []
      for (let index = 0; index < value.length && errors.length < MAX_ERRORS; index += 1) {
        if (item.is(value[index])) continue
        const validation = item.validate(value[index], t.appendContext(context, String(index), item, value[index]))
        if (validation._tag === 'Left') addErrors(errors, validation.left)
      }
      return errors.length === 0 ? t.success(value) : t.failures(errors)
    },
    t.identity,
  )

/** A codec of objects all of whose values are of one kind: it makes a context only for a value that is not. */
export const recordOf = <A>(item: t.Type<A>, name: string): t.Type<Record<string, A>> => {
  type Values = Record<string, A>
  return new t.Type<Values>(
    name,
    (value): value is Values => isObjectNotArray(value) && Object.keys(value).every((key) => item.is(value[key])), // `values` takes twice the time
    (value, context) => {
      if (!isObjectNotArray(value)) return t.failure(value, context)
      const errors: t.Errors = []
      for (const key of Object.keys(value)) {
        const member = value[key]
        if (item.is(member)) continue
        const validation = item.validate(member, t.appendContext(context, key, item, member))
        if (validation._tag === 'Left') addErrors(errors, validation.left)
        if (errors.length >= MAX_ERRORS) break
      }
      return errors.length === 0 ? t.success(value as Values) : t.failures(errors)
    },
    t.identity,
  )
}

type Field = { readonly codec: t.Mixed; readonly needed: boolean }

type Fields<R extends t.Props, O extends t.Props> = { [K in keyof R]: R[K]['_A'] } & { [K in keyof O]?: O[K]['_A'] }

/** Tells the compiler just these keys; never there. */
interface Keyed<K> {
  /** Takes and gives them, so that neither more nor fewer are assignable. */
  readonly _keys?: (key: K) => K
}

/** A codec of objects and all their keys, since by itself one that has an optional key more or less is assignable too. */
export type ObjectType<A> = t.Type<A> & Keyed<keyof A>

/**
 * An object codec that knows all its keys: a missing required one, a wrong one and an unknown one are each an issue
 * at their own path. A key whose value is `undefined` counts as absent.
 */
export const closed = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): ObjectType<Fields<NoInfer<R>, NoInfer<O>>> => objectWith(name, required, optional, 'refused')

/** Like {@link closed}, but keys that it does not know are left alone. */
export const open = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): ObjectType<Fields<NoInfer<R>, NoInfer<O>>> => objectWith(name, required, optional, 'ignored')

function objectWith<R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
  unknownKeys: 'refused' | 'ignored',
): ObjectType<Fields<R, O>> {
  type A = Fields<R, O>
  const known: ReadonlyArray<readonly [key: string, field: Field]> = [
    ...Object.entries(required).map(([key, codec]) => [key, { codec, needed: true }] as const),
    ...Object.entries(optional).map(([key, codec]) => [key, { codec, needed: false }] as const),
  ]
  const fields = new Map(known)
  const requiredKeys = Object.keys(required)

  const hasUnknownKey = (input: Record<string, unknown>): boolean => {
    for (const key in input) if (!fields.has(key) && Object.hasOwn(input, key) && input[key] !== undefined) return true
    return false
  }

  const isValid = (input: Record<string, unknown>): boolean => {
    for (const [key, { codec, needed }] of known) {
      const value = needed || Object.hasOwn(input, key) ? input[key] : undefined
      if ((needed || value !== undefined) && !codec.is(value)) return false
    }
    return unknownKeys === 'ignored' || !hasUnknownKey(input)
  }

  const errorsOf = (input: Record<string, unknown>, context: t.Context): t.Errors => {
    const errors: t.Errors = []
    const check = (key: string, field: Field | undefined): void => {
      const value = input[key]
      if (value === undefined && !field?.needed) return
      if (field === undefined && unknownKeys === 'ignored') return
      const codec = field?.codec ?? unknownField
      const validation = codec.validate(value, t.appendContext(context, key, codec, value))
      if (validation._tag === 'Left') addErrors(errors, validation.left)
    }
    for (const key of requiredKeys) check(key, fields.get(key))
    for (const key in input) {
      if (errors.length >= MAX_ERRORS) break
      if (!Object.hasOwn(required, key) && Object.hasOwn(input, key)) check(key, fields.get(key))
    }
    return errors
  }

  return new t.Type<A>(
    name,
    (value): value is A => isObjectNotArray(value) && isValid(value), // stops at the first no, and makes no contexts
    (value, context) => {
      if (!isObjectNotArray(value)) return t.failure(value, context)
      const errors = errorsOf(value, context)
      return errors.length === 0 ? t.success(value as A) : t.failures(errors)
    },
    t.identity,
  )
}
