import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import { policyFromStrings } from '../domain/policyFromStrings.ts'
import type { Console } from './Console.ts'
import { assertNoFile } from './input/assertNoFile.ts'
import { assertNoLoop } from './input/assertNoLoop.ts'
import { aboutStdin, onceOnly } from './input/bytesOf.ts'
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

/** Where requests come from if nothing says it: not from a terminal, nor, with options, from the `/dev/null` of a job. */
const impliedInput = ({ own, policy }: Arguments, { stdin }: Console): readonly string[] => {
  const isBare = Object.keys(own).length + Object.keys(policy).length === 0
  if (stdin.isTTY === true || (!isBare && aboutStdin(stdin)?.isCharacterDevice()))
    throw new UsageError(
      'nothing to fetch: type URLs, or --input urls.txt, or give them on standard input: cat urls.txt | rx-fanout …',
    )
  return ['-']
}

/** Throws where one input would be read for two things. */
const assertReadOnce = (paths: readonly string[]): void => {
  const once = paths.map(onceOnly).filter((name) => name !== undefined)
  const again = once.find((name, place) => once.indexOf(name) < place)
  if (again !== undefined) throw new UsageError(`${again} can be read only once`)
}

/** Checks what was typed, and gives what it asks for. Rejects with a {@link UsageError}. */
export async function toTask(typed: Arguments, console: Console): Promise<Task> {
  const { urls, own, policy } = typed
  const { output = [], resume = [], data = [], json = [], header = [] } = own
  const files = [...data, ...json, ...header].filter((text) => text.startsWith('@')).map((text) => text.slice(1))
  const isImplied = urls.length === 0 && own.input === undefined
  if (isImplied && files.some((path) => onceOnly(path) === 'standard input'))
    throw new UsageError('standard input is what the requests get: type URLs, or --input urls.txt')
  const inputs = isImplied ? impliedInput(typed, console) : (own.input ?? [])
  assertNoFile(urls, inputs)
  assertReadOnce([...inputs, ...files])
  const [path] = resume
  const retryFailed = own['retry-failed'] !== undefined
  const resend = own.resend !== undefined
  if (path === undefined && (retryFailed || resend))
    throw new UsageError(
      `${retryFailed ? '--retry-failed' : '--resend'} needs the results to go on with: type --resume results.ndjson too`,
    )
  assertNoLoop(inputs, path, console)
  return {
    urls,
    inputs,
    policy: toPolicy(policy),
    shape: await toRequestShape(typed, console),
    output: output[0],
    resume: path === undefined ? undefined : { path, retryFailed, resend },
    maxFailures: toMaxFailures(own['max-failures']?.at(-1)),
    isQuiet: own.quiet !== undefined,
    isVerbose: own.verbose !== undefined,
  }
}
