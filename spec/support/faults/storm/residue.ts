/** The resources that keep this process alive now but did not before: sockets, timers and the like, by type. */
export const residueSince = (before: readonly string[]): readonly string[] => {
  const known = [...before]
  return process.getActiveResourcesInfo().filter((resource) => {
    const at = known.indexOf(resource)
    if (at === -1) return true
    known.splice(at, 1)
    return false
  })
}
