/** The event with a policy that throws when it is looked at again, as nothing does that was JSON. */
export const readOnce = (event: object): object => {
  let reads = 0
  return Object.defineProperty({ ...event }, 'policy', {
    enumerable: true,
    get: () => {
      reads += 1
      if (reads > 1) throw new RangeError('secret')
      return {}
    },
  })
}
