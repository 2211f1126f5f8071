import { Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { issueSentence } from '../domain/describeIssues.ts'
import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { POLICY_FIELDS, policyFromStrings } from '../domain/policyFromStrings.ts'
import { VERSION } from '../domain/version.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { readRequests } from './readInput.ts'
import { runDemo } from './runDemo.ts'
import { runEvent } from './runEvent.ts'
import { runRequests } from './runRequests.ts'
import { toTable } from './table.ts'

const EXIT_CODES = `
Exit codes: 0 all ok, 1 some failed, 2 wrong usage, 3 none ok, 4 deadline with work left, 130 interrupted;
with --event 0 for an answer of 200 and 2 for one of 400.`

/** A mistake of the user's, told without a stack. */
class UsageError extends Error {}

/** `maxBodyBytes` is set by `--max-body-bytes`, and so on. */
const flagOf = (field: string): string => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const createCommand = ({ stdout, stderr }: Console): Command => {
  const command = new Command('rx-fanout')
    .description('Fetches many HTTP APIs at once. Results go to standard output, a line of JSON each, as they come.')
    .argument('[urls...]', 'what to fetch; without any argument a demo runs')
    .option('--event <file>', "answer an event as the Lambda handler does; '-' is standard input")
    .option('--input <file>', "fetch a URL or a JSON request per line; '-' is standard input")
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

async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  if (args.length === 0) return runDemo(console)
  const command = createCommand(console).parse(args, { from: 'user' })
  const { event, input, ...flags } = command.opts<Record<string, string>>()
  const urls = command.args
  if ([event, input, urls[0]].filter((source) => source !== undefined).length !== 1)
    throw new UsageError('give either URLs, or --input, or --event')
  if (event !== undefined) {
    if (Object.keys(flags).length > 0) throw new UsageError('an event brings its own policy: no flags beside --event')
    return runEvent(event, console)
  }
  const policy = toPolicy(flags)
  if (input !== undefined) return runRequests(readRequests(input, console.stdin), policy, console, () => {})
  const results: FetchResult[] = []
  const code = await runRequests(urls, policy, console, (result) => results.push(result))
  console.stderr.write(toTable(results.sort((a, b) => a.index - b.index)))
  return code
}

/** Runs the command line and tells the exit code. Never rejects. */
export async function main(args: readonly string[], console: Console): Promise<ExitCode> {
  console.stdout.on('error', () => {}) // whoever read it has left: what they no longer want is no failure
  try {
    return await run(args, console)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.allOk : EXIT.usage // it has said why
    console.stderr.write(`rx-fanout: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.usage
  }
}
