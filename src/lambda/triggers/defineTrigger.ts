import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { Invocation, Trigger } from './Trigger.ts'

/** A trigger whose events are those that a codec knows. */
export const defineTrigger = <A>(
  { name, accepts }: Pick<Trigger, 'name' | 'accepts'>,
  codec: t.Type<A>,
  toInvocation: (event: A) => Invocation,
): Trigger => ({
  name,
  accepts,
  recognize: (event) => (codec.is(event) ? O.some(toInvocation(event)) : O.none),
})

/** For fields that AWS sets to null where there is nothing. */
export const orNull = <A>(codec: t.Type<A>): t.Type<A | null> => t.union([codec, t.null], `${codec.name} | null`)
