import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { decodeEnvironment } from '../../src/lambda/environment.ts'
import * as lambda from '../../src/lambda/index.ts'
import { recognize } from '../../src/lambda/triggers/recognize.ts'
import { type Properties, readTemplate } from '../support/readTemplate.ts'

const FOLDER = new URL('../../scripts/deploy/', import.meta.url)
const { Parameters, Globals, Resources, Outputs } = readTemplate(new URL('template.yaml', FOLDER))

type Statement = { readonly Effect: string; readonly Action: string | string[]; readonly Resource: unknown }

/** Environments that a new account may have at once, of which none can be reserved. */
const NEW_ACCOUNT = 10

const { Timeout, Architectures, Runtime } = Globals.Function
const ofType = (type: string): Array<[name: string, properties: Properties]> =>
  Object.entries(Resources).flatMap(([name, { Type, Properties }]) => (Type === type ? [[name, Properties]] : []))
const functions = ofType('AWS::Serverless::Function')
const propertiesOf = (name: string): Properties => Resources[name]?.Properties ?? {}
const defaultOf = (name: string): unknown => Parameters[name]?.Default
const numberOf = (name: string): number => Number(defaultOf(name))

/** A value with the default of each parameter that it refers to, and a word for each resource. */
const withDefaults = (value: unknown): unknown => {
  const { Ref, 'Fn::Sub': sub } = Object(value) as { Ref?: string; 'Fn::Sub'?: string }
  const wordOf = (name: string) => String(defaultOf(name) ?? name.toLowerCase())
  if (Ref !== undefined) return wordOf(Ref)
  return sub === undefined ? value : sub.replaceAll(/\$\{([\w.:]+)\}/g, (_, name: string) => wordOf(name))
}

const statementsOf = (role: Properties): readonly Statement[] =>
  (role.Policies as Array<{ PolicyDocument: { Statement: Statement[] } }>).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  )

/** What is found anywhere inside a value. */
const within = (value: unknown, key: string): unknown[] =>
  Object.entries(Object(value)).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...(typeof inner === 'object' ? within(inner, key) : []),
  ])

describe('template.yaml', () => {
  it('has parameters whose defaults are allowed', () => {
    for (const [name, parameter] of Object.entries(Parameters)) {
      const { Type, Default, MinValue, MaxValue, AllowedValues, AllowedPattern } = {
        MinValue: Number.NEGATIVE_INFINITY,
        MaxValue: Number.POSITIVE_INFINITY,
        AllowedValues: [parameter.Default],
        ...parameter,
      }
      expect(typeof Default, name).to.equal(Type === 'Number' ? 'number' : 'string')
      expect(AllowedValues, name).to.include(Default)
      expect(String(Default), name).to.match(new RegExp(AllowedPattern ?? ''))
      if (Type === 'Number') expect(Default, name).to.be.within(MinValue, MaxValue)
    }
  })

  it('says why for every number of its parameters', () => {
    const [, parameters = ''] = readFileSync(new URL('template.yaml', FOLDER), 'utf8').split(
      /^(?:Parameters|Conditions):/m,
    )
    const unsaid = parameters.split('\n').filter((line) => /Default: \d/.test(line) && !line.includes('#'))
    expect(unsaid).to.deep.equal([])
  })

  it('runs on the runtime and the processor that the bundle is made for', () => {
    expect([Runtime, Architectures]).to.deep.equal(['nodejs24.x', ['arm64']])
  })

  it('gives the functions a timeout and memory that Lambda allows', () => {
    expect(Timeout).to.be.within(1, 900)
    expect(Parameters.MemoryMb).to.include({ MaxValue: 10_240 })
  })

  it('has one function for each handler of the zip that the build makes', () => {
    expect(functions.map(([, { Handler }]) => Handler)).to.deep.equal(['index.handler', 'index.streamHandler'])
    expect(Object.keys(lambda)).to.include.members(['handler', 'streamHandler'])
    const build = readFileSync(new URL('../build.ts', FOLDER), 'utf8')
    for (const [name, { CodeUri }] of functions) expect(CodeUri, name).to.equal('../../dist/lambda.zip')
    expect(build).to.include('/lambda.zip`')
  })

  for (const [name, { Environment }] of functions)
    it(`gives ${name} variables that it takes`, () => {
      const { Variables: common } = Globals.Function.Environment as { Variables: Properties }
      const { Variables: own } = { Variables: {}, ...(Environment as object | undefined) }
      const env = Object.entries({ ...common, ...own }).map(([key, value]) => [key, String(withDefaults(value))])
      const chosen = { RX_FANOUT_RATE: '10/s', RX_FANOUT_METRICS: 'Fanout' } // which are empty by default
      expect(env.map(([variable]) => variable)).to.include.members(Object.keys(chosen))
      expect(() => decodeEnvironment({ ...Object.fromEntries(env), ...chosen })).to.not.throw()
    })

  for (const rate of ['10/s', '600/m', '5/15s', '1/500ms', '100/h', '10000/d'])
    it(`takes a rate of ${rate}, as the function does`, () => {
      expect(rate).to.match(new RegExp(Parameters.Rate?.AllowedPattern ?? 'none'))
      expect(() => decodeEnvironment({ RX_FANOUT_RATE: rate })).to.not.throw()
    })

  for (const rate of ['0/s', '10', '10/0s', '10/min', '1.5/s', '10/s;'])
    it(`refuses a rate of ${rate}, as the function does`, () => {
      expect(rate).to.not.match(new RegExp(Parameters.Rate?.AllowedPattern ?? '.*'))
      expect(() => decodeEnvironment({ RX_FANOUT_RATE: rate })).to.throw('RX_FANOUT_RATE')
    })

  it('hands back single messages, and leaves room for the map beside the queue', () => {
    const [source] = within(Resources.FetchFunction, 'FromQueue') as Array<{ Type: string; Properties: Properties }>
    expect(source?.Type).to.equal('SQS')
    expect(source?.Properties).to.deep.include({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: { Ref: 'QueueConcurrency' } },
    })
    expect(Parameters.QueueConcurrency).to.include({ MinValue: 2, MaxValue: 1000 })
    const most = numberOf('ReservedConcurrency') || NEW_ACCOUNT
    expect(numberOf('QueueConcurrency') + numberOf('MapConcurrency')).to.be.at.most(most)
  })

  it('hides messages for six timeouts, and keeps those that failed longer than the others', () => {
    const [queue, deadLetters] = [propertiesOf('Queue'), propertiesOf('DeadLetters')]
    expect(queue.VisibilityTimeout)
      .to.be.at.least(6 * Number(Timeout))
      .and.at.most(43_200)
    expect(queue.RedrivePolicy).to.deep.equal({
      deadLetterTargetArn: { 'Fn::GetAtt': 'DeadLetters.Arn' },
      maxReceiveCount: 5,
    })
    expect(deadLetters.MessageRetentionPeriod).to.be.greaterThan(Number(queue.MessageRetentionPeriod))
    expect(deadLetters.MessageRetentionPeriod).to.be.at.most(1_209_600)
  })

  it('schedules an event that the function knows', () => {
    const [input] = within(Resources.FetchFunction, 'Input')
    const invocation = recognize(JSON.parse(String(withDefaults(input))))
    expect(invocation).to.include({ kind: 'reply', trigger: 'EventBridge' })
    expect(invocation.kind === 'reply' && E.isRight(invocation.batch)).to.equal(true)
  })

  it('lets only AWS identities call the function URL, and streams', () => {
    expect(propertiesOf('StreamFunction').FunctionUrlConfig).to.deep.equal({
      AuthType: 'AWS_IAM',
      InvokeMode: 'RESPONSE_STREAM',
    })
  })

  it('allows nothing that is not named', () => {
    const roles = ofType('AWS::IAM::Role')
    expect(roles.map(([name]) => name)).to.deep.equal(['FetchRole', 'StreamRole', 'FanoutRole'])
    for (const [name, role] of roles)
      for (const { Action, Resource } of statementsOf(role)) {
        for (const action of [Action].flat()) expect(action, name).to.match(/^[a-z0-9]+:[A-Z]\w+$/)
        for (const resource of [Resource].flat()) expect(JSON.stringify(resource), name).to.not.match(/^"\*"$/)
      }
    for (const [name, { Role }] of [...functions, ...ofType('AWS::Serverless::StateMachine')])
      expect(Role, name).to.have.property('Fn::GetAtt')
  })

  it('lets the function write where its results go, and the state machine where its lists are', () => {
    const writes = (role: string) =>
      statementsOf(propertiesOf(role)).flatMap(({ Action, Resource }) =>
        [Action].flat().includes('s3:PutObject') ? JSON.stringify(Resource) : [],
      )
    expect(withDefaults(within(Resources.FetchFunction, 'RX_FANOUT_DESTINATION')[0])).to.equal('s3://results/results/')
    expect(writes('FetchRole').join()).to.include('{Results.Arn}/results/*')
    expect(writes('StreamRole')).to.deep.equal([])
    expect(writes('FanoutRole').join()).to.include('{Results.Arn}/runs/*')
    const definition = readFileSync(new URL('fanout.asl.json', FOLDER), 'utf8')
    expect(definition).to.include("States.Format('runs/{}/map', $$.Execution.Name)")
  })

  it('replaces every placeholder of the state machine, and no other', () => {
    const { DefinitionUri, DefinitionSubstitutions } = propertiesOf('Fanout')
    const definition = new URL(String(DefinitionUri), FOLDER)
    expect(existsSync(definition)).to.equal(true)
    const placeholders = [...readFileSync(definition, 'utf8').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)
    expect([...new Set(placeholders)]).to.have.members(Object.keys(DefinitionSubstitutions as object))
  })

  it('raises an alarm for errors, throttles, old messages and dead letters', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([name, alarm]) => {
      expect(alarm, name).to.include({ TreatMissingData: 'notBreaching', ComparisonOperator: 'GreaterThanThreshold' })
      const [dimension] = alarm.Dimensions as Array<{ Value: unknown }>
      const [named] = Object.values(Object(dimension?.Value))
      return `${alarm.MetricName} of ${named}`
    })
    expect(alarms).to.have.members([
      'Errors of FetchFunction',
      'Throttles of FetchFunction',
      'Errors of StreamFunction',
      'Throttles of StreamFunction',
      'ApproximateAgeOfOldestMessage of Queue.QueueName',
      'ApproximateNumberOfMessagesVisible of DeadLetters.QueueName',
      'ApproximateAgeOfOldestMessage of DeadLetters.QueueName',
      'ExecutionsFailed of Fanout',
    ])
  })

  it('keeps logs and results for a time, and results beyond the stack', () => {
    expect(propertiesOf('Logs').RetentionInDays).to.deep.equal({ Ref: 'LogDays' })
    expect(Resources.Results).to.include({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    expect(within(Resources.Results, 'ExpirationInDays')).to.deep.equal([{ Ref: 'ResultsDays' }])
    expect(within(Resources.Results, 'AbortIncompleteMultipartUpload')).to.deep.equal([{ DaysAfterInitiation: 1 }])
  })

  it('puts out what `npm run deploy -- start` asks for', () => {
    expect(Object.keys(Outputs)).to.include.members(['Bucket', 'StateMachineArn'])
  })
})
