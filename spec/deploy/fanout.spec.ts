import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { recognize } from '../../src/lambda/triggers/recognize.ts'
import { readTemplate } from '../support/readTemplate.ts'

type Fields = Readonly<Record<string, unknown>>
type State = Fields & { readonly Type: string }
type States = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> }

const FOLDER = new URL('../../scripts/deploy/', import.meta.url)
const definition: States = JSON.parse(readFileSync(new URL('fanout.asl.json', FOLDER), 'utf8'))
const { Globals } = readTemplate(new URL('template.yaml', FOLDER))

const lines = definition.States['Fetch lines'] as State
const rows = definition.States['Fetch rows'] as State
const processor = lines.ItemProcessor as States & { readonly ProcessorConfig: Fields }
const fetchState = processor.States.Fetch as State

/** Amazon States Language, and Step Functions developer guide, "Map state in Distributed mode": the fields that there are. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pass: ['Parameters', 'OutputPath', 'Next'],
  Choice: ['Choices', 'Default'],
  Succeed: [],
  Fail: ['Error', 'CausePath'],
  Task: ['Resource', 'Parameters', 'OutputPath', 'TimeoutSeconds', 'Retry', 'Next'],
  Map: [
    'Label',
    'MaxConcurrencyPath',
    'ToleratedFailurePercentagePath',
    'ItemReader',
    'ItemBatcher',
    'ItemProcessor',
    'ResultWriter',
    'End',
  ],
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  ItemReader: ['Resource', 'ReaderConfig', 'Parameters'],
  ReaderConfig: ['InputType', 'CSVHeaderLocation'],
  ItemBatcher: ['MaxItemsPerBatchPath', 'MaxInputBytesPerBatch', 'BatchInput'],
  ItemProcessor: ['ProcessorConfig', 'StartAt', 'States'],
  ProcessorConfig: ['Mode', 'ExecutionType'],
  ResultWriter: ['Resource', 'WriterConfig', 'Parameters'],
  WriterConfig: ['Transformation', 'OutputType'],
}

const misspelt = (value: unknown, path: string): string[] =>
  Object.entries(Object(value)).flatMap(([name, inner]) => {
    const known = PARTS[name]
    const unknown = known ? Object.keys(Object(inner)).filter((field) => !known.includes(field)) : []
    return [
      ...unknown.map((field) => `${path}.${name}.${field}`),
      ...(typeof inner === 'object' && name !== 'States' ? misspelt(inner, `${path}.${name}`) : []),
    ]
  })

const nextOf = (state: State): string[] =>
  [state.Next, state.Default, ...((state.Choices ?? []) as Fields[]).map(({ Next }) => Next)].filter(
    (next) => next !== undefined,
  ) as string[]

for (const [name, machine] of [
  ['fanout.asl.json', definition],
  ['the processor of its map', processor],
] as const)
  describe(name, () => {
    it('leads to every state, and to no other', () => {
      const targets = [machine.StartAt, ...Object.values(machine.States).flatMap(nextOf)]
      expect([...new Set(targets)]).to.have.members(Object.keys(machine.States))
    })

    it('has no field that the language lacks', () => {
      for (const [stateName, { Type, Comment: _, ...fields }] of Object.entries(machine.States)) {
        expect(FIELDS[Type], stateName).to.include.members(Object.keys(fields))
        expect(misspelt(fields, stateName)).to.deep.equal([])
      }
    })
  })

describe('the maps of fanout.asl.json', () => {
  it('are the same but for what they read', () => {
    const { Label: _, ItemReader: __, ...rest } = rows
    const { Label: ___, ItemReader: ____, ...expected } = lines
    expect(rest).to.deep.equal(expected)
    expect((lines.ItemReader as Fields).ReaderConfig).to.deep.equal({ InputType: 'JSONL' })
    expect((rows.ItemReader as Fields).ReaderConfig).to.deep.equal({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })
  })

  it('are distributed, and write whole records as lines', () => {
    expect(processor.ProcessorConfig).to.deep.equal({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' })
    expect(lines.ResultWriter).to.deep.include({ WriterConfig: { Transformation: 'NONE', OutputType: 'JSONL' } })
  })

  it('make batches that fit into a state, with an input that the function knows', () => {
    const { MaxInputBytesPerBatch, BatchInput } = lines.ItemBatcher as {
      MaxInputBytesPerBatch: number
      BatchInput: Fields
    }
    expect(MaxInputBytesPerBatch).to.be.within(1, 262_144)
    const { 'policy.$': path, ...input } = BatchInput
    expect(path).to.equal('$.policy')
    const Items = [{ id: '1', url: 'https://a.example/' }]
    const invocation = recognize({ Items, BatchInput: { ...input, policy: { retries: 1 } } })
    expect(invocation).to.deep.include({
      trigger: 'Distributed Map batch',
      batch: E.right({ urls: Items, policy: { retries: 1 }, results: 'full' }),
    })
  })

  it('wait for the function longer than it may take', () => {
    expect(fetchState.TimeoutSeconds).to.be.greaterThan(Number(Globals.Function.Timeout))
  })

  it('repeat what failed on Lambda’s side, with jitter, and nothing that the function refused', () => {
    const retriers = fetchState.Retry as Array<{ ErrorEquals: string[] }>
    for (const retrier of retriers)
      expect(retrier).to.include({ JitterStrategy: 'FULL', BackoffRate: 2, IntervalSeconds: 2, MaxDelaySeconds: 60 })
    const errors = retriers.flatMap(({ ErrorEquals }) => ErrorEquals)
    expect(errors).to.include.members(['Lambda.TooManyRequestsException', 'Lambda.Unknown', 'Runtime.ExitError'])
    expect(errors.every((error) => /^(Lambda|Sandbox|Runtime)\.|^States\.Timeout$/.test(error))).to.equal(true)
  })
})
