import { Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { POLICY_FIELDS, policyFromStrings } from '../domain/policyFromStrings.ts'
import { VERSION } from '../domain/version.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { explain } from './explain.ts'
import { nameOf, readRequests } from './readInput.ts'
import { runDemo } from './runDemo.ts'
import { runEvent } from './runEvent.ts'
import { runRequests } from './runRequests.ts'
import { toTable } from './table.ts'
import { OutputError } from './writeOut.ts'

const EXIT_CODES = `
Exit codes: 0 all ok, 1 some failed, 2 wrong usage, 3 none ok, 4 deadline with work left, 5 results that could not be
written, 130 interrupted (129 by a hangup, 143 by SIGTERM); with --event 0 for an answer of 200 and 2 for one of 400.`

/** A mistake of the user's, told without a stack. */
class UsageError extends Error {}

/** `maxBodyBytes` is set by `--max-body-bytes`, and so on. */
const flagOf = (field: string): string => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const gather = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value]

/** The parser has said already what is wrong, or helped. */
const helpCode = (error: unknown): ExitCode => {
  if (!(error instanceof CommanderError)) throw error
  return error.exitCode === 0 ? EXIT.allOk : EXIT.usage
}

const createCommand = ({ stdout, stderr }: Console): Command => {
  const command = new Command('rx-fanout')
    .description('Fetches many HTTP APIs at once. Results go to standard output, a line of JSON each, as they come.')
    .argument('[urls...]', 'what to fetch; without any argument what standard input says, as with --input -')
    .option('--event <file>', "answer an event as the Lambda handler does; '-' is standard input", gather, [])
    .option('--input <file>', "fetch a URL or JSON per line, of several files too; '-' is standard input", gather, [])
    .option('--demo', 'answer an event of its own against an API of its own')
    .version(VERSION)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
  for (const field of POLICY_FIELDS) command.option(`${flagOf(field)} <value>`, `policy: ${field}`)
  return command
}

const toPolicy = (flags: Readonly<Record<string, string>>): FetchPolicy => {
  const policy = policyFromStrings(flags)
  if (E.isRight(policy)) return policy.right
  throw new UsageError(
    policy.left.map(({ path, ...issue }) => issueSentence({ ...issue, path: flagOf(path) })).join('; '),
  )
}

type Flags = { readonly event: readonly string[]; readonly input: readonly string[]; readonly demo?: true }

async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  const command = createCommand(console)
  if (args.length === 0 && console.stdin.isTTY === true) {
    command.outputHelp()
    return EXIT.allOk
  }
  command.parse(args, { from: 'user' })
  const { event, input, demo, ...flags } = command.opts<Flags>()
  const urls = command.args
  const inputs = args.length === 0 ? ['-'] : input
  const [eventPath] = event
  if ([eventPath, inputs[0], urls[0], demo].filter((source) => source !== undefined).length !== 1)
    throw new UsageError("give either URLs, or --input ('-' for standard input), or --event, or --demo")
  if (event.length > 1) throw new UsageError('give one --event at a time')
  if (inputs.filter((path) => path === '-').length > 1) throw new UsageError('standard input can be read only once')
  if (eventPath !== undefined || demo) {
    if (Object.keys(flags).length > 0)
      throw new UsageError('an event brings its own policy: no flags beside --event or --demo')
    return eventPath === undefined ? runDemo(console) : runEvent(eventPath, console)
  }
  const policy = toPolicy(flags as Readonly<Record<string, string>>)
  return urls.length === 0 ? runInputs(inputs, policy, console) : runUrls(urls, policy, console)
}

/** Fetches what is read, and says of requests that cannot be sent on which line they stand. */
function runInputs(paths: readonly string[], policy: FetchPolicy, console: Console): Promise<ExitCode> {
  const places: Map<number, { readonly line: number; readonly path: string }> = new Map() // of what is in flight
  let count = 0
  const requests = readRequests(paths, console.stdin, (line, path) => places.set(count++, { line, path }))
  const tell = (result: FetchResult): FetchResult => {
    const place = places.get(result.index)
    places.delete(result.index)
    const of = paths.length === 1 ? '' : ` of ${nameOf(place?.path ?? '')}`
    return explain(result, `line ${place?.line}${of}`)
  }
  return runRequests(requests, policy, console, () => {}, tell)
}

/** Fetches URLs, and shows them as a table at the end. */
async function runUrls(urls: readonly string[], policy: FetchPolicy, console: Console): Promise<ExitCode> {
  const results: FetchResult[] = []
  const see = (result: FetchResult): void => void results.push(result)
  const code = await runRequests(urls, policy, console, see, (result) => explain(result, undefined))
  console.stderr.write(toTable(results.sort((a, b) => a.index - b.index)))
  return code
}

/** Runs the command line and tells the exit code. Never rejects. */
export async function main(args: readonly string[], console: Console): Promise<ExitCode> {
  for (const stream of [console.stdout, console.stderr]) stream.on('error', () => {}) // told by `assertWritten`, or to nobody
  try {
    return await run(args, console).catch(helpCode)
  } catch (error) {
    console.stderr.write(`rx-fanout: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof OutputError ? EXIT.output : EXIT.usage
  }
}
