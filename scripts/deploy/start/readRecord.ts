import type { SpooledResult } from './createSpool.ts'
import { failure } from './failure.ts'

/** Step Functions developer guide, "ResultWriter": one child execution, which is one batch. */
type ChildRecord = {
  readonly Status: string
  readonly Input: string
  readonly Output?: string
  readonly Error?: string
}
type Batch = { readonly Items: ReadonlyArray<{ readonly id: string; readonly url: string }> }

/** The result of each request of a batch: its own, or, of a batch that failed or never began, a failure that says so. */
export function readRecord(line: string): ReadonlyArray<readonly [key: string, result: SpooledResult]> {
  const { Status, Input, Output, Error: error } = JSON.parse(line) as ChildRecord
  const { Items } = JSON.parse(Input) as Batch
  const { body } = (Status === 'SUCCEEDED' && Output ? JSON.parse(Output) : { body: [] }) as { body: SpooledResult[] }
  const why = Status === 'PENDING' ? 'was not begun' : `failed${error ? `: ${error}` : ''}`
  return Items.map(({ id, url }, place) => [
    id,
    body[place] ?? failure(url, { kind: 'unexpected', message: `The batch of this request ${why}` }),
  ])
}
