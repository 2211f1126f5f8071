import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

/** How a process ended, and all that it said. */
export type Ending = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export type CliProcess = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly ended: Promise<Ending>
  /** Ends the process, if it still runs. */
  close(): Promise<void>
}

/** Where what it writes goes instead, what is run instead, and how many blocks of 512 bytes its files may have at most. */
type Files = {
  readonly stdout?: string
  readonly stderr?: string
  readonly program?: string
  readonly mostBlocks?: number
}

/** Runs the command line as a process of its own. Its standard input stays open until it is ended. */
export function startCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  { stdout = '', stderr = '', program = BIN, mostBlocks }: Files = {},
): CliProcess {
  const redirections = `${stdout && `>${stdout}`} ${stderr && `2>${stderr}`}`
  const limit = mostBlocks === undefined ? '' : `ulimit -f ${mostBlocks};`
  const command = ['-c', `${limit} exec "$@" ${redirections}`, 'sh', process.execPath, program, ...args]
  const child = spawn('sh', command, { env: { ...process.env, ...env }, stdio: 'pipe' })
  child.stdin.on('error', () => {}) // the process may end without having read it all
  const ended = Promise.all([once(child, 'close'), textOf(child.stdout), textOf(child.stderr)]).then(
    ([[code, signal], stdout, stderr]): Ending => ({ code, signal, stdout, stderr }),
  )
  return {
    child,
    ended,
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** All of a stream; what came before, if its reader leaves. */
const textOf = async (stream: Readable): Promise<string> => {
  let read = ''
  try {
    for await (const chunk of stream.setEncoding('utf8')) read += chunk
  } catch {
    // the test destroyed it
  }
  return read
}
