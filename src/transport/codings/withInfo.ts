/** What zlib's functions give under `info: true`, which their types do not tell. */
type Info = { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }

/** Calls a function of zlib so that it also tells how many bytes of the input it has read. */
export function withInfo<O extends object>(
  decompress: (bytes: Uint8Array, options: O) => unknown,
  bytes: Uint8Array,
  options: O,
): { readonly output: Uint8Array; readonly read: number } {
  const { buffer, engine } = decompress(bytes, { ...options, info: true }) as Info
  return { output: buffer, read: engine.bytesWritten }
}
