import { writeSync } from 'node:fs'
import type { Socket } from 'node:net'

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null | undefined)?.code

/** Whether the peer has broken the connection off, rather than ended it. */
export const isReset = (socket: Socket | undefined): boolean => codeOf(socket?.errored) === 'ECONNRESET'

/**
 * Whether a libuv takes a reset right behind the last bytes for an end: before 1.52, which Node.js 22 has, one that was told
 * of both at once read no further than the bytes.
 */
export const hidesResets = (libuvVersion: string): boolean => {
  const [major = 0, minor = 0] = libuvVersion.split('.').map(Number)
  return major === 1 && minor < 52
}

/** Of the connection itself, which no stream gives; undefined on Windows. */
const descriptorOf = (socket: Socket): number | undefined => {
  const fd = (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd
  return fd === undefined || fd < 0 ? undefined : fd
}

/** Destroys a socket whose end is a reset: writing nothing sends nothing, but the system says what has become of the peer. */
export function heedReset(socket: Socket): void {
  const descriptor = descriptorOf(socket)
  if (descriptor === undefined) return
  try {
    writeSync(descriptor, '')
  } catch (error) {
    if (codeOf(error) === 'ECONNRESET') socket.destroy(error as Error) // another code: it had ended before
  }
}
