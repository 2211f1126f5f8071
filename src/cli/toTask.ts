import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import { policyFromStrings } from '../domain/policyFromStrings.ts'
import type { Console } from './Console.ts'
import { flagOf, POLICY_OPTIONS } from './options/POLICY_OPTIONS.ts'
import type { Arguments } from './options/parseArguments.ts'
import { toRequestShape } from './options/RequestShape.ts'
import { UsageError } from './options/UsageError.ts'
import type { Task } from './Task.ts'

const toPolicy = (texts: Arguments['policy']): FetchPolicy => {
  const policy = policyFromStrings(texts)
  if (E.isRight(policy)) return policy.right
  throw new UsageError(
    policy.left
      .map(({ path, ...issue }) => {
        const field = path.replace(/\W.*/, '')
        const example = POLICY_OPTIONS.get(field)?.example
        const hint = example === undefined ? '' : ` (for example ${flagOf(field)} ${example})`
        return issueSentence({ ...issue, path: flagOf(path) }) + hint
      })
      .join('; '),
  )
}

const toMaxFailures = (text: string | undefined): number | undefined => {
  if (text === undefined || /^[1-9]\d{0,14}$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new UsageError(`--max-failures must be an integer from 1, got ${text}`)
}

/** Checks what was typed, and gives what it asks for. Rejects with a {@link UsageError}. */
export async function toTask({ urls, own, policy }: Arguments, console: Console, isBare: boolean): Promise<Task> {
  const inputs = isBare ? ['-'] : (own.input ?? [])
  const { output = [], resume = [], data = [], json = [], header = [] } = own
  const fromStdin = [
    ...inputs,
    ...[...data, ...json, ...header].filter((text) => text.startsWith('@')).map((text) => text.slice(1)),
  ]
  if (fromStdin.filter((path) => path === '-').length > 1) throw new UsageError('standard input can be read only once')
  if (output.length > 1) throw new UsageError('give one --output at a time')
  if (resume.length > 1) throw new UsageError('give one --resume at a time')
  const [path] = resume
  const retryFailed = own['retry-failed'] !== undefined
  const resend = own.resend !== undefined
  if (path === undefined && (retryFailed || resend))
    throw new UsageError(
      `${retryFailed ? '--retry-failed' : '--resend'} needs the results to go on with: type --resume results.ndjson too`,
    )
  return {
    urls,
    inputs,
    policy: toPolicy(policy),
    shape: await toRequestShape({ urls, own, policy }, console),
    output: output[0],
    resume: path === undefined ? undefined : { path, retryFailed, resend },
    maxFailures: toMaxFailures(own['max-failures']?.at(-1)),
    isQuiet: own.quiet !== undefined,
    isVerbose: own.verbose !== undefined,
  }
}
