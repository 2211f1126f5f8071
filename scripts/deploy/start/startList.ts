import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AwsCli } from '../awsCli.ts'
import { say } from '../say.ts'
import { fetchResults } from './fetchResults.ts'
import { follow } from './follow.ts'
import { mergeResults, type Summary } from './mergeResults.ts'
import { createProgress } from './Progress.ts'
import { stackOutputs } from './stackOutputs.ts'
import { writeItems } from './writeItems.ts'

export type StartOptions = {
  readonly list: string
  readonly stack: string
  readonly output: string
  /** A run that was started before: it is followed and fetched, and nothing is sent. */
  readonly resume?: string | undefined
  /** Stands over the defaults of fanout.asl.json. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** 128 and the number of SIGINT, as shells have it. */
const EXIT_INTERRUPTED = 130

const newName = (): string =>
  `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${randomBytes(4).toString('hex')}`

const told = ({ requests, succeeded, failed, failures }: Summary): string => {
  const kinds = Object.entries(failures).map(([kind, count]) => `${count} ${kind}`)
  return `${requests} requests: ${succeeded} succeeded, ${failed} failed${failed > 0 ? ` (${kinds.join(', ')})` : ''}`
}

/** Sends a list through the Distributed Map of a stack and writes its results in the list's order; true if the run succeeded. */
export async function startList(aws: AwsCli, options: StartOptions): Promise<boolean> {
  const { list, stack, output, resume } = options
  const { Bucket, StateMachineArn } = await stackOutputs(aws, stack)
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const interrupt = (): never => {
    remove()
    process.exit(EXIT_INTERRUPTED)
  }
  process.once('SIGINT', interrupt)
  try {
    const name = resume ?? (await send(aws, options, Bucket, StateMachineArn, folder))
    if (name === undefined) {
      say(`${list} has no request that can be sent.`)
      return false
    }
    const executionArn = `${StateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`
    const end = await follow(aws, executionArn, createProgress())
    say(`The run ended: ${end.status}${end.error ? ` (${end.error})` : ''}. Fetching its results …`)
    const { spool, bodyOf } = await fetchResults(aws, `s3://${Bucket}/runs/${name}/map/`, folder)
    say(`${told(await mergeResults(list, spool, bodyOf, output))} → ${output}`)
    return end.status === 'SUCCEEDED'
  } finally {
    process.removeListener('SIGINT', interrupt)
    remove()
  }
}

async function send(
  aws: AwsCli,
  { list, stack, settings }: StartOptions,
  bucket: string,
  stateMachineArn: string,
  folder: string,
): Promise<string | undefined> {
  const items = join(folder, 'items.jsonl')
  const { sent, refused } = await writeItems(list, items)
  if (sent === 0) return undefined
  const name = newName()
  const key = `runs/${name}/urls.jsonl`
  await aws('s3', 'cp', '--only-show-errors', items, `s3://${bucket}/${key}`)
  const input = ['--name', name, '--input', JSON.stringify({ key, ...settings })]
  await aws('stepfunctions', 'start-execution', '--state-machine-arn', stateMachineArn, ...input)
  say(`${sent} requests sent${refused > 0 ? `, ${refused} cannot be` : ''}. The run is ${name}.`)
  say(`Ctrl-C leaves it running; npm run deploy -- start ${list} --stack ${stack} --resume ${name} takes it up again.`)
  return name
}
