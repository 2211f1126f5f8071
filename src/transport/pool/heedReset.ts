import type { Socket } from 'node:net'

/** Whether the peer has broken the connection off, rather than ended it. */
export const isReset = (socket: Socket | undefined): boolean =>
  (socket?.errored as { readonly code?: unknown } | null | undefined)?.code === 'ECONNRESET'

/**
 * Destroys a socket whose end is a reset: libuv before 1.52, which Node.js 22 has, takes one that comes right behind the
 * last bytes for an end. A write of nothing sends nothing, and is refused by a connection that was reset. Through TLS it
 * does not reach the connection.
 */
export function heedReset(socket: Socket): void {
  if (!socket.writable) return
  socket.write('')
  if (isReset(socket)) socket.destroy(socket.errored as Error)
}
