import type { Console } from '../Console.ts'
import { columnsOf, LiveLine } from './LiveLine.ts'

/** Often enough to be seen moving, seldom enough to cost nothing. */
const LIVE_MS = 200
/** How often a log is told of work that is long. */
const LOG_MS = 10_000

/** What stands on the screen while the work goes on. */
export type ProgressDisplay = {
  /** Writes something above it. */
  around(write: () => void): void
  stop(): void
}

/** Nothing is shown. */
export const NO_PROGRESS: ProgressDisplay = { around: (write) => write(), stop: () => {} }

/**
 * Shows how the work stands on standard error until it is stopped: a live line on a terminal, else a line every ten
 * seconds. `text` gives it for some columns.
 */
export function showProgress(
  { stderr, env }: Pick<Console, 'stderr' | 'env'>,
  text: (columns: number) => string,
): ProgressDisplay {
  if (stderr.isTTY !== true || env.TERM === 'dumb') {
    const timer = setInterval(() => stderr.write(`${text(Number.POSITIVE_INFINITY)}\n`), LOG_MS)
    return { around: (write) => write(), stop: () => clearInterval(timer) }
  }
  const line = new LiveLine(stderr)
  let last = ''
  let again: NodeJS.Immediate | undefined
  const draw = (): void => {
    last = text(columnsOf(stderr) - 1) // the last column would wrap
    line.draw(last)
  }
  const drawAgain = (): void => {
    again = undefined
    line.draw(last)
  }
  const timer = setInterval(draw, LIVE_MS)
  stderr.on('resize', draw)
  return {
    around(write) {
      line.clear()
      write()
      if (last !== '') again ??= setImmediate(drawAgain) // once for all that come in one turn
    },
    stop() {
      clearInterval(timer)
      clearImmediate(again)
      stderr.off('resize', draw)
      line.clear()
    },
  }
}
