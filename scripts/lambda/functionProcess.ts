import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { exited, type FunctionError, initTimedOut, outOfMemory } from './FunctionError.ts'
import { killWithThisProcess } from './killWithThisProcess.ts'
import { MAX_INIT_MS } from './limits.ts'
import { processMemory } from './processMemory.ts'
import { waitedForCoreMs } from './waitedForCoreMs.ts'

/** Why a function's process ended, told to each invocation that it still owed an answer. */
export type Cause = (requestId: string) => FunctionError

export type FunctionProcess = {
  /** Resolves when the process has ended. */
  readonly ended: Promise<Cause>
  /** The function is loaded: its time for that is no longer counted. */
  loaded(): void
  freeze(): void
  thaw(): void
  kill(cause: Cause): void
  /** The most memory the process ever held. */
  peakBytes(): number | undefined
  /** How long it has waited for a core since it was started. */
  waitedMs(): number
}

const MEMORY_CHECK_MS = 50

/** Guards a function's process: kills it when it loads for too long, when it holds too much memory, or with this one. */
export function guardProcess(child: ChildProcess, memoryMb: number): FunctionProcess {
  let cause: Cause | undefined
  const kill = (why: Cause) => {
    cause ??= why
    child.kill('SIGKILL') // ends a frozen process too
  }
  const memory = () => (child.pid === undefined ? undefined : processMemory(child.pid))
  const initClock = setTimeout(kill, MAX_INIT_MS, initTimedOut)
  const memoryClock = setInterval(() => {
    if ((memory()?.currentBytes ?? 0) > memoryMb * 1024 * 1024) kill(outOfMemory)
  }, MEMORY_CHECK_MS)
  const { stopWatching } = killWithThisProcess(child)

  const ended = once(child, 'exit').then(([code, signal]): Cause => {
    clearTimeout(initClock)
    clearInterval(memoryClock)
    stopWatching()
    return cause ?? ((requestId) => exited(requestId, code, signal))
  })

  return {
    ended,
    kill,
    loaded: () => clearTimeout(initClock),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    peakBytes: () => memory()?.peakBytes,
    waitedMs: () => (child.pid === undefined ? 0 : waitedForCoreMs(child.pid)),
  }
}
