import type * as t from 'io-ts'

/** A field of a policy: what it may be, and what becomes of it where it is set as text or where policies meet. */
export type PolicyField<A> = {
  readonly codec: t.Type<A>
  /** Reads the text of an environment variable or a flag; what the codec does not know is refused by it. */
  readonly fromText: (text: string) => unknown
  /**
   * What a function's environment says of it: a default for events that leave it open, or a limit, which is to be
   * combined with what an event asks for.
   */
  readonly environment: 'default' | ((limit: A, asked: A) => A)
}

/** A field that goes with each request. */
export type RequestField<A> = PolicyField<A> & {
  /** Where batches become one, their requests keep what their own batch says. */
  readonly combine: 'per-request'
}

/** A field that holds for a batch as a whole. */
export type BatchField<A> = PolicyField<A> & {
  /** Where batches become one: what holds of all, from what each of them says (undefined where it leaves it open). */
  readonly combine: (said: ReadonlyArray<A | undefined>) => A | undefined
}

/** A definition of each field that an interface documents, and of no other. */
export type RequestFieldsOf<P> = { readonly [K in keyof P]-?: RequestField<Exclude<P[K], undefined>> }

/** A definition of each field that an interface documents, and of no other. */
export type BatchFieldsOf<P> = { readonly [K in keyof P]-?: BatchField<Exclude<P[K], undefined>> }

/** Checks a definition against its codec; one without a rule does not compile. */
export const requestField = <A>(field: RequestField<A>): RequestField<A> => field

/** Checks a definition against its codec; one without a rule does not compile. */
export const batchField = <A>(field: BatchField<A>): BatchField<A> => field

/** The codecs of fields, as io-ts takes them. */
export const codecsOf = <F extends Readonly<Record<string, { readonly codec: t.Mixed }>>>(
  fields: F,
): { [K in keyof F]: F[K]['codec'] } =>
  Object.fromEntries(Object.entries(fields).map(([name, { codec }]) => [name, codec])) as {
    [K in keyof F]: F[K]['codec']
  }

/** The rule of a field of which the smallest value is the strictest. */
export const least = (said: ReadonlyArray<number | undefined>): number | undefined =>
  said.reduce(
    (one, other) => (one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)),
    undefined,
  )

/** The rule of a field that holds of all batches where one of them asks for it. */
export const ifAny = (said: ReadonlyArray<boolean | undefined>): boolean | undefined =>
  said.includes(true) ? true : said.every((one) => one === false) && said.length > 0 ? false : undefined

/** Reads `true` and `false`, and leaves other text as it is. */
export const booleanFromText = (text: string): boolean | string => {
  const word = text.trim()
  return word === 'true' ? true : word === 'false' ? false : text
}

/** Reads digits as a number, and leaves other text as it is. */
export const numberFromText = (text: string): number | string =>
  /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text
