import type { FetchErrorOf } from './FetchError.ts'

/** Something in a response is over its limit. */
export const tooLarge = (part: FetchErrorOf<'too-large'>['part'], limitBytes: number): FetchErrorOf<'too-large'> => ({
  kind: 'too-large',
  message: `The response's ${part} ${part === 'body' ? 'is' : 'are'} larger than ${limitBytes} bytes`,
  part,
  limitBytes,
})
