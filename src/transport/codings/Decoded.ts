/** What a content coding was undone to; not `whole` where the coded bytes end before their coding does. */
export type Decoded = { readonly bytes: Uint8Array; readonly whole: boolean }

/** More members or frames than anyone sends: each costs some 10 to 35 µs, however small it is. */
export const MAX_PARTS = 1_024

/** Whether zlib failed because the input ended too early. */
export const isCut = (error: unknown): boolean => (error as { code?: unknown }).code === 'Z_BUF_ERROR'

/** Whether zlib failed because there is more output than it may make. */
export const isTooMuch = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'

/** Decodes strictly, or as far as the bytes go if they end too early. */
export function decodeAsFar(strictly: () => Uint8Array, leniently: () => Uint8Array): Decoded {
  try {
    return { bytes: strictly(), whole: true }
  } catch (error) {
    if (!isCut(error)) throw error
    return { bytes: leniently(), whole: false }
  }
}
