import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './findProgram.ts'
import { ROOT, TEMPLATE } from './folders.ts'
import { say } from './say.ts'

export type DeployOptions = {
  readonly stack: string
  /** A bucket for the zip, which `aws` needs; `sam` makes one of its own. */
  readonly artifacts?: string | undefined
  /** `Name=Value`, as the template has them. */
  readonly parameters: readonly string[]
}

/** The role's policies and the transform of the template. */
const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND']

const run = (program: string, args: readonly string[]): void => {
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['inherit', 'ignore', 'inherit'],
    env: withoutPager(),
  })
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${status}: what it says above tells why.`)
}

const withoutPager = (): NodeJS.ProcessEnv => ({ ...process.env, AWS_PAGER: '', SAM_CLI_TELEMETRY: '0' })

/** Whether AWS knows who asks; what it answers is not read. */
const hasCredentials = (aws: string): boolean =>
  spawnSync(aws, ['sts', 'get-caller-identity'], { stdio: 'ignore', env: withoutPager() }).status === 0

const NO_TOOL = `Neither sam nor aws is installed, and one of them is needed:
  sam: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html
  aws: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html
Without either, \`npm run deploy -- zip\` tells how the zip is deployed in the console.`

const NO_BUCKET = 'aws needs a bucket for the zip: make one with `aws s3 mb s3://<name>`, then add --artifacts <name>.'

const NO_CREDENTIALS = `AWS does not know who you are, or in which region: run \`aws configure\` or \`aws sso login\`, or set AWS_PROFILE
and AWS_REGION. \`aws sts get-caller-identity\` tells what is wrong.`

const withFolder = (action: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-fanout-'))
  try {
    action(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Chooses `sam`, or else `aws`, to deploy the template with: what is returned does it. Throws an Error that says what is
 * missing.
 */
export function chooseDeployer({ stack, artifacts, parameters }: DeployOptions): () => void {
  const [sam, aws] = [findProgram('sam'), findProgram('aws')]
  if (sam === undefined && aws === undefined) throw new Error(NO_TOOL)
  if (aws !== undefined && !hasCredentials(aws)) throw new Error(NO_CREDENTIALS)
  const overrides = parameters.length > 0 ? ['--parameter-overrides', ...parameters] : []
  const common = [
    '--stack-name',
    stack,
    '--capabilities',
    ...CAPABILITIES,
    '--no-fail-on-empty-changeset',
    ...overrides,
  ]
  if (sam !== undefined)
    return () => {
      say(`Deploying the stack ${stack} with sam …`)
      const place = artifacts === undefined ? ['--resolve-s3'] : ['--s3-bucket', artifacts]
      run(sam, ['deploy', '--template-file', TEMPLATE, ...place, ...common])
    }
  if (aws === undefined || artifacts === undefined) throw new Error(NO_BUCKET)
  return () => {
    say(`Deploying the stack ${stack} with aws …`)
    withFolder((folder) => {
      const packaged = join(folder, 'packaged.yaml')
      const from = ['--template-file', TEMPLATE, '--s3-bucket', artifacts]
      run(aws, ['cloudformation', 'package', ...from, '--output-template-file', packaged])
      run(aws, ['cloudformation', 'deploy', '--template-file', packaged, ...common])
    })
  }
}
