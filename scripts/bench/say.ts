/** Tells the person who runs the bench something beside its output. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`)
}
