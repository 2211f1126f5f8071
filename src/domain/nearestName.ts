/** Edits (an insertion, a deletion, a replacement or a swap of neighbours each) that make one word of another. */
const distance = (from: string, to: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}

/** Letters and digits alone, since people write `timeout_ms` and `Timeout-Ms`. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The longest name that anything is near to, in characters. */
const MAX_LENGTH = 40

/** The one of `names` that was probably meant: at most every third letter is wrong, or its unit is missing. */
export function nearestName(meant: string, names: readonly string[]): string | undefined {
  if (meant.length > MAX_LENGTH) return undefined
  const word = bare(meant)
  const ranked = names
    .map((name) => {
      const known = bare(name)
      const edits = known === `${word}ms` || known === `${word}bytes` ? 1 : distance(word, known)
      return { name, edits }
    })
    .sort((one, other) => one.edits - other.edits)
  const [nearest] = ranked
  return nearest !== undefined && nearest.edits <= Math.max(1, word.length / 3) ? nearest.name : undefined
}
