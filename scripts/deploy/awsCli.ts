import { execFile } from 'node:child_process'
import { findProgram } from './findProgram.ts'

/** Runs AWS's command line and resolves to what it prints. Rejects with its own words, which hold no credentials. */
export type AwsCli = (...args: readonly string[]) => Promise<string>

/** A long list of results is one call; what is printed of it is not read. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

const wordsOf = (stderr: string, args: readonly string[]): string => {
  const said = stderr.trim().split('\n').at(-1)?.trim()
  const hint = /locate credentials|expired|SSO|Token/i.test(stderr) ? ' (run `aws configure` or `aws sso login`)' : ''
  return `aws ${args.slice(0, 2).join(' ')}: ${said || 'it failed'}${hint}`
}

/** AWS's command line as the user has it set up, with its region, profile and credentials; undefined if there is none. */
export function findAwsCli(): AwsCli | undefined {
  const program = findProgram('aws')
  if (program === undefined) return undefined
  return (...args) =>
    new Promise((resolve, reject) => {
      execFile(
        program,
        [...args],
        { maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, AWS_PAGER: '' } },
        (error, stdout, stderr) => {
          if (error) reject(new Error(wordsOf(stderr, args)))
          else resolve(stdout)
        },
      )
    })
}
