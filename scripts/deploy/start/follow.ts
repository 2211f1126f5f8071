import { setTimeout } from 'node:timers/promises'
import type { AwsCli } from '../awsCli.ts'
import type { Progress } from './Progress.ts'

/** Between two looks at an execution: each is a process of its own, and a large list takes hours. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 15_000

/** How an execution ended: SUCCEEDED, FAILED, TIMED_OUT or ABORTED, and what it says of a failure. */
export type End = { readonly status: string; readonly error?: string }

type ItemCounts = Readonly<Record<'total' | 'succeeded' | 'failed' | 'pending' | 'running', number>>

async function countsOf(aws: AwsCli, executionArn: string): Promise<ItemCounts | undefined> {
  const asText = ['--output', 'text']
  const query = ['--query', 'mapRuns[0].mapRunArn']
  const found = await aws('stepfunctions', 'list-map-runs', '--execution-arn', executionArn, ...query, ...asText)
  const mapRunArn = found.trim()
  if (mapRunArn === '' || mapRunArn === 'None') return undefined
  const counts = ['--query', 'itemCounts', '--output', 'json']
  return JSON.parse(await aws('stepfunctions', 'describe-map-run', '--map-run-arn', mapRunArn, ...counts))
}

/** A list takes hours: the network may be away for some minutes of them. */
const MAX_FAILURES = 20

/** Resolves when an execution has ended, and tells its progress until then. Rejects when it cannot be asked for a while. */
export async function follow(
  aws: AwsCli,
  executionArn: string,
  progress: Progress,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<End> {
  let failures = 0
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 1.5)) {
    const end = await look(aws, executionArn, progress).then(
      (found) => {
        failures = 0
        return found
      },
      (error: Error) => {
        failures += 1
        if (failures > MAX_FAILURES) throw error
        progress.tell(`Asking again: ${error.message}`)
        return undefined
      },
    )
    if (end !== undefined) {
      progress.end()
      return end
    }
    await wait(waitMs)
  }
}

/** Tells how far an execution is, and gives its end if it has one. */
async function look(aws: AwsCli, executionArn: string, progress: Progress): Promise<End | undefined> {
  const described = await aws(
    'stepfunctions',
    'describe-execution',
    '--execution-arn',
    executionArn,
    '--output',
    'json',
  )
  const { status, error } = JSON.parse(described) as End
  const counts = await countsOf(aws, executionArn)
  if (counts !== undefined) {
    const { succeeded, failed, running, total } = counts
    progress.tell(`${succeeded + failed} of ${total} done, ${running} running, ${failed} in failed batches`)
  }
  return status === 'RUNNING' ? undefined : { status, ...(error === undefined ? {} : { error }) }
}
