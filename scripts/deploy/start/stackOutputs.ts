import type { AwsCli } from '../awsCli.ts'

/** What of a deployed stack a list needs. */
export type StackOutputs = { readonly Bucket: string; readonly StateMachineArn: string }

/** Reads the outputs of a stack; rejects where it is not there. */
export async function stackOutputs(aws: AwsCli, stack: string): Promise<StackOutputs> {
  const query = ['--query', 'Stacks[0].Outputs', '--output', 'json']
  const text = await aws('cloudformation', 'describe-stacks', '--stack-name', stack, ...query)
  const outputs = JSON.parse(text) as ReadonlyArray<{ OutputKey: string; OutputValue: string }> | null
  const outputOf = (key: keyof StackOutputs): string => {
    const value = outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue
    if (value === undefined)
      throw new Error(`The stack ${stack} has no output ${key}: is it deployed from this template?`)
    return value
  }
  return { Bucket: outputOf('Bucket'), StateMachineArn: outputOf('StateMachineArn') }
}
