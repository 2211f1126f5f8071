import { execFile } from 'node:child_process'

/** How a program went: its code, 0 if all was well, and all that it said. */
export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs a file by this Node.js to its end. */
export const runFile = (path: string, ...args: readonly string[]): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    )
  })
