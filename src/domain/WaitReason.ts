import * as t from 'io-ts'

/** What a request waits for: a place in flight, its group's rate, the server's word, its own back-off, or `prepare`. */
export type WaitReason = 'slot' | 'rate' | 'cooldown' | 'back-off' | 'prepare'
export const WaitReason: t.Type<WaitReason> = t.keyof(
  { slot: null, rate: null, cooldown: null, 'back-off': null, prepare: null },
  "'slot' | 'rate' | 'cooldown' | 'back-off' | 'prepare'",
)
