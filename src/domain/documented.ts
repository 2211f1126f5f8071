import type * as t from 'io-ts'
import type { ObjectType } from './closed.ts'

/** What each field is where it is there: codecs take `undefined` for absent. */
type Present<A> = { [K in keyof A]: Exclude<A[K], undefined> }

/**
 * A codec as one of the interface that documents it. Does not compile unless both have the same fields, and those the same
 * types: what is accepted is documented, and what is documented is accepted.
 */
export const documented = <A extends object>(codec: ObjectType<Present<A>>): t.Type<A> => codec as unknown as t.Type<A>
