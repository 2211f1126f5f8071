import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findAwsCli } from './awsCli.ts'
import { chooseDeployer } from './chooseDeployer.ts'
import { ROOT } from './folders.ts'
import { say } from './say.ts'
import { startList } from './start/startList.ts'

const HELP = `Usage: npm run deploy -- [command] [options]

  (no command)     builds the function and deploys template.yaml with sam, or else with aws
  zip              builds dist/lambda.zip and tells how to deploy it in the console
  start <list>     sends a file of URLs (or requests as JSON), one for each line, through the Distributed Map, follows
                   it, and writes its results as NDJSON in the order of the list

Region, profile and credentials are those that sam and aws are set up with; they are never read or shown here.

  --stack <name>             the stack (default rx-fanout)
  --artifacts <bucket>       where the zip goes; needed by aws, sam makes a bucket of its own
  --parameter <Name=Value>   a parameter of template.yaml; may be repeated
  --output <file>            start: the results (default results.ndjson)
  --resume <run>             start: take up a run that is already there
  --set <name=JSON>          start: itemsPerBatch, maxConcurrency, toleratedFailurePercentage, policy; may be repeated
  --help
`

const CONSOLE = `
dist/lambda.zip is ready. In the console of Lambda:

  1. Create function, Author from scratch: runtime Node.js 24.x, architecture arm64.
  2. Code, Upload from, .zip file: dist/lambda.zip.
  3. Runtime settings, Edit: handler index.handler (index.streamHandler for a streaming function).
  4. Configuration, General configuration: memory 1769 MB (one vCPU), timeout 2 min.
  5. Test with {"urls":["https://example.com/"]}.

A queue, a destination for results and the policy are in scripts/deploy/README.md and README.md.
`

const SETTINGS = ['itemsPerBatch', 'maxConcurrency', 'toleratedFailurePercentage', 'policy']

const text = { type: 'string' } as const
const several = { type: 'string', multiple: true, default: [] as string[] } as const

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stack: { ...text, default: 'rx-fanout' },
      artifacts: text,
      parameter: several,
      output: { ...text, default: 'results.ndjson' },
      resume: text,
      set: several,
      help: { type: 'boolean', default: false },
    },
  })
  const [command = 'deploy', list, ...more] = positionals
  if (values.help) process.stdout.write(HELP)
  else if (more.length > 0 || (list !== undefined && command !== 'start'))
    throw new Error(`There is an argument too many: ${more[0] ?? list}`)
  else if (command === 'deploy') {
    const { stack, artifacts, parameter: parameters } = values
    const deploy = chooseDeployer({ stack, artifacts, parameters })
    build()
    deploy()
    say(`Deployed. Its outputs: aws cloudformation describe-stacks --stack-name ${stack} --query 'Stacks[0].Outputs'`)
  } else if (command === 'zip') {
    build()
    say(CONSOLE)
  } else if (command === 'start') {
    const { stack, output, resume } = values
    if (list === undefined || !existsSync(list)) throw new Error(`start needs a list: ${list ?? 'none'} is not there`)
    const aws = findAwsCli()
    if (aws === undefined) throw new Error('aws, the command line of AWS, is not installed: start needs it.')
    const settings = Object.fromEntries(values.set.map(toSetting))
    process.exitCode = (await startList(aws, { list, stack, output, resume, settings })) ? 0 : 1
  } else throw new Error(`There is no command ${command}: npm run deploy -- --help lists them.`)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

function build(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('The function could not be built.')
}

function toSetting(assignment: string): [string, unknown] {
  const [, name = '', json = ''] = /^(\w+)=(.*)$/s.exec(assignment) ?? []
  if (!SETTINGS.includes(name)) throw new Error(`--set must be one of ${SETTINGS.join(', ')}, got ${assignment}`)
  try {
    return [name, JSON.parse(json)]
  } catch {
    throw new Error(`--set ${name} must be JSON, got ${json}`)
  }
}
