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
  readonly interrupted: boolean
  /** It was ended because as many failed as were allowed to. */
  readonly tooManyFailed?: boolean
  /** By what it was interrupted; Ctrl-C where that is not said. */
  readonly by?: Interruption | undefined
}

export const exitCodeOf = ({ ok, failed, deadlinePassed, interrupted, by = 'SIGINT' }: Tally): ExitCode => {
  if (interrupted) return INTERRUPTIONS[by]
  if (deadlinePassed) return EXIT.deadline
  if (failed === 0) return EXIT.allOk
  return ok === 0 ? EXIT.noneOk : EXIT.someFailed
}
