/** Tells the person at the terminal something beside the output. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`)
}
