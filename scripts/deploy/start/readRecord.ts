import type { SpooledResult } from './createSpool.ts'
import { failure } from './failure.ts'

/** Step Functions developer guide, "ResultWriter": one child execution, which is one batch. */
type ChildRecord = {
  readonly Status: string
  readonly Input?: string
  readonly Output?: string
  readonly Error?: string
}
type Batch = { readonly Items: ReadonlyArray<{ readonly id: string; readonly url: string }> }

const whyOf = ({ Status, Error: error }: ChildRecord): string => {
  if (Status === 'SUCCEEDED') return 'left no result of it'
  if (Status === 'PENDING') return 'was not begun'
  return `failed: ${error ?? Status}`
}

/** The result of each request of a batch: its own, or, of a batch that failed or never began, a failure that says so. */
export function readRecord(line: string): ReadonlyArray<readonly [key: string, result: SpooledResult]> {
  const record = JSON.parse(line) as ChildRecord
  const { Items } = JSON.parse(record.Input ?? '{"Items":[]}') as Batch
  const { body = [] } = JSON.parse(record.Output ?? '{}') as { readonly body?: readonly SpooledResult[] }
  const message = `The batch of this request ${whyOf(record)}`
  return Items.map(({ id, url }, place) => [id, body[place] ?? failure(url, { kind: 'unexpected', message })])
}
