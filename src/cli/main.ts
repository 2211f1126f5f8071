import { VERSION } from '../domain/version.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { isUnderNohup } from './isUnderNohup.ts'
import { helpText } from './options/helpText.ts'
import { parseArguments } from './options/parseArguments.ts'
import { UsageError } from './options/UsageError.ts'
import { OutputError } from './output/OutputError.ts'
import { writeOut } from './output/writeOut.ts'
import { talkOf } from './talkOf.ts'

/** What may stand beside an event or the demo. */
const withEvent = new Set(['event', 'demo', 'quiet', 'verbose'])

async function run(args: readonly string[], console: Console, atWork: () => void): Promise<ExitCode> {
  const typed = parseArguments(args)
  const { urls, own } = typed
  if (own.help !== undefined || (args.length === 0 && console.stdin.isTTY === true))
    return writeOut(console.stdout, helpText(own.help?.includes('all') ?? false))
  if (own.version !== undefined) return writeOut(console.stdout, `${VERSION}\n`)
  const { event = [], demo, input = [] } = own
  const sources = [event[0], input[0], urls[0], demo].filter((source) => source !== undefined)
  if (sources.length > 1)
    throw new UsageError("give either URLs, or --input ('-' for standard input), or --event, or --demo")
  atWork()
  const [path] = event
  if (path === undefined && demo === undefined) return (await import('./fetchTyped.ts')).fetchTyped(typed, console)
  if (Object.keys(typed.policy).length > 0 || Object.keys(own).some((name) => !withEvent.has(name)))
    throw new UsageError('an event brings its own policy: no flags beside --event or --demo')
  if (path === undefined) return (await import('./runDemo.ts')).runDemo(console)
  return (await import('./runEvent.ts')).runEvent(path, console)
}

/** Runs the command line and tells the exit code; `atWork` is called if there is more to do than to tell of itself. Never rejects. */
export async function main(args: readonly string[], console: Console, atWork = () => {}): Promise<ExitCode> {
  if (isUnderNohup(console.env)) console.on('SIGHUP', () => {})
  for (const stream of [console.stdout, console.stderr]) stream.on('error', () => {}) // told by `assertWritten`, or to nobody
  try {
    return await run(args, console, atWork)
  } catch (error) {
    talkOf(console).write(`rx-fanout: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof OutputError ? EXIT.output : EXIT.usage
  }
}
