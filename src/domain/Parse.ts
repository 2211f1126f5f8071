import * as t from 'io-ts'

/** How a body is read: `auto` goes by its content type, the others force it. */
export type Parse = 'auto' | 'json' | 'text' | 'base64'
export const Parse: t.Type<Parse> = t.keyof(
  { auto: null, json: null, text: null, base64: null },
  "'auto' | 'json' | 'text' | 'base64'",
)
