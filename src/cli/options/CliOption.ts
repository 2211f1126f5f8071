/** The parts of the help, in their order. */
export const GROUPS = ['Requests', 'Results', 'Policy of the batch', 'Policy of each request', 'Others'] as const

/** One option of the command: how it is typed, and what the help says of it. */
export type CliOption = {
  /** Without its dashes. */
  readonly name: string
  readonly short?: string
  /** What its value is called in the help; a plain flag has none. */
  readonly value?: string
  readonly group: (typeof GROUPS)[number]
  readonly says: string
  /** What holds where it is not given. */
  readonly otherwise?: string
  /** As it could be typed, without the option itself where it has a value. */
  readonly example?: string
  /** What another of it does: it adds to the first, or is refused since one would be lost; else the last one holds. */
  readonly again?: 'adds' | 'refused'
  /** It may be empty. */
  readonly isEmptyToo?: true
  /** It is the name of a file or folder, never a standard stream. */
  readonly isNoStream?: true
  /** The help that fits a screen tells of it too. */
  readonly isEveryday?: true
}
