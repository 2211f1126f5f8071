const ECONNREFUSED = -111

type Connect = (this: unknown, request: unknown, address: string, port: number) => number
type TcpWrap = { TCP: { prototype: { connect: Connect; connect6: Connect } } }

/** Node's binding to the kernel's `connect`: whatever is really dialled passes here, whichever library asked for it. */
const { TCP } = (process as unknown as { binding(name: string): TcpWrap }).binding('tcp_wrap')

/**
 * Records every address that is dialled from now on and refuses it, so that nothing leaves this machine; those in
 * `passed` are connected. `stop` ends the recording.
 */
export function recordDials(passed: ReadonlySet<string> = new Set()): { readonly dialled: string[]; stop(): void } {
  const { connect, connect6 } = TCP.prototype
  const dialled: string[] = []
  const record = (real: Connect): Connect =>
    function (request, address, port) {
      if (passed.has(address)) return real.call(this, request, address, port)
      dialled.push(address)
      return ECONNREFUSED
    }
  TCP.prototype.connect = record(connect)
  TCP.prototype.connect6 = record(connect6)
  return {
    dialled,
    stop() {
      TCP.prototype.connect = connect
      TCP.prototype.connect6 = connect6
    },
  }
}
