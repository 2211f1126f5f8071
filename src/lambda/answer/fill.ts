import { jsonBytes } from '../AnswerForm.ts'

/** How full an answer is. Items that fit whatever they take are measured only when it matters. */
export type Fill = {
  /** Whether what is counted is too much. */
  readonly isOver: boolean
  /** Counts so many bytes more, or less. */
  count(bytes: number): void
  /** Whether so many more fit; false only once all items have been measured. */
  fits(bytes: number): boolean
  /** Counts an item and the comma after it by what it takes at most, until that is too much to go by. */
  countUnmeasured(item: unknown, mostBytes: number): void
}

/** Many items at once are made JSON of in half the time that they take one by one. */
export function createFill(roomBytes: number): Fill {
  let counted = 0
  let unmeasured: unknown[] = []
  let mostUnmeasured = 0

  const hasRoom = (bytes: number): boolean => counted + mostUnmeasured + bytes <= roomBytes

  const measure = (): void => {
    if (unmeasured.length > 0) counted += jsonBytes(unmeasured) - 1 // brackets around them, and no comma after the last
    unmeasured = []
    mostUnmeasured = 0
  }

  return {
    get isOver() {
      return counted > roomBytes
    },
    count(bytes) {
      counted += bytes
    },
    fits(bytes) {
      if (hasRoom(bytes)) return true
      measure()
      return hasRoom(bytes)
    },
    countUnmeasured(item, mostBytes) {
      unmeasured.push(item)
      mostUnmeasured += mostBytes + 1
    },
  }
}
