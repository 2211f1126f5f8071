/** Does what may throw where nobody is left to be told: with a stream that is broken already. */
export const tryTo = (action: () => unknown): void => {
  try {
    action()
  } catch {
    // whatever it is, it was told when the stream broke
  }
}
