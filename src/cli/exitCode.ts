/** What the command line ends with. */
export const EXIT = {
  allOk: 0,
  someFailed: 1,
  usage: 2,
  noneOk: 3,
  deadline: 4,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** How a batch went. */
export type Tally = {
  readonly ok: number
  readonly failed: number
  /** The deadline passed before everything was done. */
  readonly deadlinePassed: boolean
  readonly interrupted: boolean
}

export const exitCodeOf = ({ ok, failed, deadlinePassed, interrupted }: Tally): ExitCode => {
  if (interrupted) return EXIT.interrupted
  if (deadlinePassed) return EXIT.deadline
  if (failed === 0) return EXIT.allOk
  return ok === 0 ? EXIT.noneOk : EXIT.someFailed
}
