import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { AwsCli } from '../../scripts/deploy/awsCli.ts'

/** One child execution of a Distributed Map as ResultWriter tells it. */
export type FakeRecord = {
  readonly Status: string
  readonly Input: object
  readonly Output?: object
  readonly Error?: string
}

type Item = { readonly id: string; readonly url: string }

export type FakeAws = {
  readonly aws: AwsCli
  /** The input of the execution that was started. */
  input(): Readonly<Record<string, unknown>> | undefined
  /** The items that were sent. */
  sent(): readonly Item[]
}

/**
 * AWS's command line over a folder: a stack, an execution that has ended at the first look, and what `run` makes of the items
 * that were sent. `put` writes an object, as a function would.
 */
export function fakeAwsCli(
  folder: string,
  run: (items: readonly Item[], put: (key: string, text: string) => void) => { status: string; records: FakeRecord[] },
): FakeAws {
  const pathOf = (location: string): string => join(folder, location.replace('s3://', ''))
  const put = (key: string, text: string): void => {
    mkdirSync(dirname(pathOf(`bucket/${key}`)), { recursive: true })
    writeFileSync(pathOf(`bucket/${key}`), text)
  }
  let input: { key: string } | undefined
  let ended: { status: string; records: FakeRecord[] } | undefined

  const sent = (): Item[] =>
    readFileSync(pathOf(`bucket/${input?.key}`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))

  const writeResults = (name: string): void => {
    ended = run(sent(), put)
    const files: Record<string, Array<{ Key: string }>> = {}
    for (const [place, { Input, Output, ...record }] of ended.records.entries()) {
      const Key = `runs/${name}/map/run-1/${record.Status}_${place}.jsonl`
      const whole = { ...record, Input: JSON.stringify(Input), ...(Output && { Output: JSON.stringify(Output) }) }
      put(Key, `${JSON.stringify(whole)}\n`)
      files[record.Status] = [...(files[record.Status] ?? []), { Key }]
    }
    put(`runs/${name}/map/run-1/manifest.json`, JSON.stringify({ ResultFiles: files }))
  }

  const aws: AwsCli = async (service, command, ...args) => {
    const argument = (option: string): string => args[args.indexOf(option) + 1] ?? ''
    const [from = '', to = ''] = args.slice(-2).map((arg) => (arg.startsWith('s3://') ? pathOf(arg) : arg))
    switch (`${service} ${command}`) {
      case 'cloudformation describe-stacks':
        return JSON.stringify([
          { OutputKey: 'Bucket', OutputValue: 'bucket' },
          { OutputKey: 'StateMachineArn', OutputValue: 'arn:aws:states:eu-west-1:1:stateMachine:fan' },
        ])
      case 's3 cp':
        if (existsSync(from)) cpSync(from, to, { recursive: true })
        return ''
      case 'stepfunctions start-execution':
        input = JSON.parse(argument('--input'))
        writeResults(argument('--name'))
        return '{}'
      case 'stepfunctions describe-execution':
        return JSON.stringify({ status: ended?.status })
      case 'stepfunctions list-map-runs':
        return 'arn:map-run\n'
      case 'stepfunctions describe-map-run':
        return JSON.stringify({ total: 2, succeeded: 1, failed: 1, pending: 0, running: 0 })
      default:
        throw new Error(`aws ${service} ${command} is not expected`)
    }
  }
  return { aws, input: () => input, sent }
}
