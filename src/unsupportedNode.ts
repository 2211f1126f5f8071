/** Of undici, which needs the most of all that is used; as `engines` in `package.json` says. */
const LEAST = [22, 19] as const

/** What to tell somebody whose Node.js is of a version that is too old; undefined for others. */
export const unsupportedNode = (version: string): string | undefined => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isSupported = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
  return isSupported ? undefined : `rx-fanout needs Node.js ${LEAST.join('.')} or newer, and this is ${version}`
}
