/**
 * Whether arrays and objects are nested in more levels. Visits every value, and so by index or key: an iterator or a
 * callback per value costs more than parsing did.
 */
export const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) return value.some((member) => isDeeperThan(member, levels - 1))
  for (const key in value) if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true
  return false
}
