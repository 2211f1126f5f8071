/** What is numbered from 0 on, each at its index. */
export const inInputOrder = <T extends { readonly index: number }>(items: readonly T[]): T[] => {
  const ordered = new Array<T>(items.length)
  for (const item of items) ordered[item.index] = item
  return ordered
}
