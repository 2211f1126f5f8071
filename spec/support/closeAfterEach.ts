type Closable = { close(): Promise<void> }

/** Call in a `describe`: what a test gives to the function is closed after it, the last first. */
export function closeAfterEach(): <T extends Closable>(closable: T) => T {
  const open: Closable[] = []
  afterEach(async () => {
    for (const closable of open.splice(0).reverse()) await closable.close()
  })
  return (closable) => {
    open.push(closable)
    return closable
  }
}
