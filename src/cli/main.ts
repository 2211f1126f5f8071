import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import { policyFromStrings } from '../domain/policyFromStrings.ts'
import { VERSION } from '../domain/version.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { fetchUrls, type Task } from './fetchUrls.ts'
import { helpText } from './options/helpText.ts'
import { flagOf, POLICY_OPTIONS } from './options/POLICY_OPTIONS.ts'
import { type Arguments, parseArguments } from './options/parseArguments.ts'
import { toRequestShape } from './options/RequestShape.ts'
import { UsageError } from './options/UsageError.ts'
import { OutputError } from './output/OutputError.ts'
import { writeOut } from './output/writeOut.ts'

const toPolicy = (texts: Arguments['policy']): FetchPolicy => {
  const policy = policyFromStrings(texts)
  if (E.isRight(policy)) return policy.right
  throw new UsageError(
    policy.left
      .map(({ path, ...issue }) => {
        const example = POLICY_OPTIONS.get(path.replace(/\W.*/, ''))?.example
        const hint = example === undefined ? '' : ` (for example ${flagOf(path)} ${example})`
        return issueSentence({ ...issue, path: flagOf(path) }) + hint
      })
      .join('; '),
  )
}

const toMaxFailures = (text: string | undefined): number | undefined => {
  if (text === undefined || /^[1-9]\d{0,14}$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new UsageError(`--max-failures must be an integer from 1, got ${text}`)
}

/** What may stand beside an event or the demo. */
const withEvent = new Set(['event', 'demo', 'quiet', 'verbose'])

async function toTask({ urls, own, policy }: Arguments, console: Console, isBare: boolean): Promise<Task> {
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

async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  const typed = parseArguments(args)
  const { urls, own } = typed
  if (own.help !== undefined || (args.length === 0 && console.stdin.isTTY === true)) {
    await writeOut(console.stdout, helpText(own.help?.includes('all') ?? false))
    return EXIT.allOk
  }
  if (own.version !== undefined) {
    await writeOut(console.stdout, `${VERSION}\n`)
    return EXIT.allOk
  }
  const { event = [], demo, input = [] } = own
  const sources = [event[0], input[0], urls[0], demo].filter((source) => source !== undefined)
  const isBare = args.length === 0
  if (sources.length > 1 || (sources.length === 0 && !isBare))
    throw new UsageError("give either URLs, or --input ('-' for standard input), or --event, or --demo")
  const [path] = event
  if (path === undefined && demo === undefined) return fetchUrls(await toTask(typed, console, isBare), console)
  if (event.length > 1) throw new UsageError('give one --event at a time')
  if (Object.keys(typed.policy).length > 0 || Object.keys(own).some((name) => !withEvent.has(name)))
    throw new UsageError('an event brings its own policy: no flags beside --event or --demo')
  if (path === undefined) return (await import('./runDemo.ts')).runDemo(console)
  return (await import('./runEvent.ts')).runEvent(path, console)
}

/** Runs the command line and tells the exit code. Never rejects. */
export async function main(args: readonly string[], console: Console): Promise<ExitCode> {
  for (const stream of [console.stdout, console.stderr]) stream.on('error', () => {}) // told by `assertWritten`, or to nobody
  try {
    return await run(args, console)
  } catch (error) {
    console.stderr.write(`rx-fanout: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof OutputError ? EXIT.output : EXIT.usage
  }
}
