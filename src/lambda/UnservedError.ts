/** Fails the invocation, so that a poller keeps its records. */
export class UnservedError extends Error {
  constructor(source: string) {
    super(`Records of ${source} are not served: the invocation fails, so that they are not taken for done`)
    this.name = 'UnservedError'
  }
}
