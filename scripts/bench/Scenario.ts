import type { Spread } from './report/spread.ts'

/** What one entrant used in one round, by the figure's name, which ends in its unit. */
export type Figures = Readonly<Record<string, number>>

/** The figures of one round, by entrant; one that took no part in this round, or failed, is missing. */
export type Round = Readonly<Record<string, Figures>>

/** Something that is measured once in every round of its group. */
export type Entrant = {
  readonly name: string
  readonly measure: () => Promise<Figures>
  /** Ends what `measure` has left running, if it does. */
  readonly stop?: () => Promise<void>
}

/** How much is done: rounds of each group; `warmUp` and `requests` count requests. */
export type Size = { readonly rounds: number; readonly warmUp: number; readonly requests: number }

export type Column = {
  readonly heading: string
  readonly figure: string
  readonly format: (value: number) => string
  /** Whether the largest figure of all rounds is shown instead of the median. */
  readonly worst?: true
}

/** A promise of the project: what is measured may be at most `limit`. */
export type Target = {
  readonly title: string
  readonly limit: number
  readonly format: (value: number) => string
  /** What has to be within the limit: the median unless told otherwise. */
  readonly judged?: 'q1' | 'median' | 'most'
  /** Null where an entrant that it needs was not measured. */
  readonly measured: (rounds: readonly Round[]) => Spread | null
}

/** A scenario made ready, and what is worth telling about its surroundings. */
export type Stage = {
  /** Entrants that take turns; one group after the other. */
  readonly groups: ReadonlyArray<readonly Entrant[]>
  readonly about: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

/** `against` is a revision of this repository to compare with. */
export type Scenario = {
  readonly name: string
  readonly title: string
  readonly full: Size
  readonly quick: Size
  /** The entrant whose `compared` figure in the same round every ratio is to. */
  readonly reference: string
  readonly compared: string
  /** A figure that repeats so well that its median may be at most `slack` times the committed one. */
  readonly guarded?: { readonly figure: string; readonly slack: number }
  readonly columns: readonly Column[]
  readonly targets: readonly Target[]
  readonly open: (size: Size, isWanted: (name: string) => boolean, against?: string) => Promise<Stage>
}
