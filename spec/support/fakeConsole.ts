import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import type { Console } from '../../src/cli/Console.ts'
import type { Interruption } from '../../src/cli/exitCode.ts'

/** A stream that keeps what was written to it. */
export type Sink = Writable & { text(): string }

/** Takes everything at once. */
export function openSink(): Sink {
  let text = ''
  const writable = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return Object.assign(writable, { text: () => text })
}

/** A reader that is slow: what is written waits until `release`, and then flows. */
export function heldSink(): Sink & { release(): void } {
  let text = ''
  let waiting: (() => void) | undefined
  let held = true
  const writable = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      text += chunk
      if (held) waiting = done
      else done()
    },
  })
  return Object.assign(writable, {
    text: () => text,
    release() {
      held = false
      waiting?.()
    },
  })
}

export type FakeConsole = Console & {
  readonly stdout: Sink
  readonly stderr: Sink
  /** As if Ctrl-C was pressed, or another signal came. */
  interrupt(signal?: Interruption): void
  /** How many wait to be interrupted. */
  readonly listeners: number
}

type Parts = {
  readonly stdin?: string | Buffer
  readonly isTTY?: boolean
  readonly stdout?: Sink
  readonly env?: Console['env']
}

/** What the command line sees of its process, in memory. */
export function fakeConsole({ stdin = '', isTTY = false, stdout = openSink(), env = {} }: Parts = {}): FakeConsole {
  const signals = new EventEmitter()
  return {
    stdin: Object.assign(Readable.from([stdin]), { isTTY }),
    stdout,
    stderr: openSink(),
    env,
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    interrupt: (signal = 'SIGINT') => void signals.emit(signal, signal),
    get listeners() {
      return signals.listenerCount('SIGINT')
    },
  }
}
