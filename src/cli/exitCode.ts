/** What the command line ends with. */
export const EXIT = {
  allOk: 0,
  someFailed: 1,
  usage: 2,
  noneOk: 3,
  deadline: 4,
  output: 5,
  /** 128 + the number of the signal, as shells have it. */
  hungUp: 129,
  interrupted: 130,
  /** As after SIGPIPE: a pipeline that asks for it (`pipefail`) hears that not all was written, and shells know why. */
  unread: 141,
  terminated: 143,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The signals that end a batch before its time, each with its code. */
export const INTERRUPTIONS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const
export type Interruption = keyof typeof INTERRUPTIONS

/** How a batch went. */
export type Tally = {
  readonly ok: number
  readonly failed: number
  /** The deadline passed before everything was done. */
  readonly deadlinePassed: boolean
  /** It was ended by a signal, or because nobody reads the results any more. */
  readonly interrupted: boolean
  /** It was ended because as many failed as were allowed to. */
  readonly tooManyFailed?: boolean
  /** The signal that ended it; undefined where the reader of the results had left. */
  readonly by?: Interruption | undefined
}

export const exitCodeOf = ({ ok, failed, deadlinePassed, interrupted, by }: Tally): ExitCode => {
  if (interrupted) return by === undefined ? EXIT.unread : INTERRUPTIONS[by]
  if (deadlinePassed) return EXIT.deadline
  if (failed === 0) return EXIT.allOk
  return ok === 0 ? EXIT.noneOk : EXIT.someFailed
}
