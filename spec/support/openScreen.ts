import { execFileSync, spawnSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))
/** A look starts a process: some are enough. */
const LOOK_MS = 50
/** Much longer than anything here takes, also on a busy machine. */
const MOST_LOOKS = 600

let count = 0

/** Whether there is what makes a terminal without a window. */
export const hasScreens = (): boolean => spawnSync('tmux', ['-V']).status === 0

/** A terminal of so many columns in which the command runs; what it shows can be read. */
export function openScreen(columns: number, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  count += 1
  const name = `rx-fanout-${process.pid}-${count}`
  const tmux = (...words: readonly string[]): string =>
    execFileSync('tmux', ['-L', name, '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const quoted = [process.execPath, BIN, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const variables = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`])
  // what stays of it can be read when it has ended
  tmux(
    'new-session',
    '-d',
    '-x',
    String(columns),
    '-y',
    '40',
    ...variables,
    `${quoted}; echo "ended with $?"; sleep 60`,
  )
  const lines = (): string[] => tmux('capture-pane', '-p').trimEnd().split('\n')
  return {
    lines,
    /** With its colours. */
    coloured: (): string => tmux('capture-pane', '-p', '-e'),
    /** Resolves once so many lines are of that form. */
    async untilShown(pattern: RegExp, times = 1): Promise<readonly string[]> {
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        const shown = lines()
        if (shown.filter((line) => pattern.test(line)).length === times) return shown
        await setTimeout(LOOK_MS)
      }
      throw new Error(`The screen never shows ${pattern} ${times} times: ${lines().join('\n')}`)
    },
    resize: (to: number): string => tmux('resize-window', '-x', String(to), '-y', '40'),
    press: (key: string): string => tmux('send-keys', key),
    async close(): Promise<void> {
      try {
        tmux('kill-server')
      } catch {
        // it has ended already
      }
    },
  }
}
