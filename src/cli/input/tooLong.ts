/** As long as a line may be, and JSON as a whole: half of what a string can hold. */
export const MOST_OF_A_TEXT = 2 ** 28

/** Says of a line or a text that it is longer than that. */
export const tooLong = (what: string, most = MOST_OF_A_TEXT): Error =>
  new Error(`cannot read ${what}: it is longer than ${most} characters`)
