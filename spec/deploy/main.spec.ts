import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { atOnce } from '../support/atOnce.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const MAIN = fileURLToPath(new URL('../../scripts/deploy/main.ts', import.meta.url))

describe('npm run deploy', () => {
  const folder = temporaryFolder()
  let count = 0

  /** Runs the command where only the given programs are installed; what each is called with is written down. */
  async function run(programs: Readonly<Record<string, string>>, ...args: readonly string[]) {
    count += 1
    const calls = folder.write(`${count}.calls`, '')
    mkdirSync(folder.path(`${count}`))
    for (const [name, script] of Object.entries(programs))
      chmodSync(folder.write(`${count}/${name}`, `#!/bin/sh\necho "${name} $*" >> ${calls}\n${script}\n`), 0o755)
    const env = { PATH: folder.path(`${count}`), AWS_SECRET_ACCESS_KEY: 'very-secret' }
    const { status, text } = await new Promise<{ status: unknown; text: string }>((resolve) =>
      execFile(process.execPath, [MAIN, ...args], { env }, (error, stdout, stderr) =>
        resolve({ status: error?.code, text: stdout + stderr }),
      ),
    )
    return { status, text, calls: readFileSync(calls, 'utf8').trim().split('\n') }
  }

  it('says what is missing before anything is built', async () => {
    const { status, text } = await run({})
    expect(status).to.equal(2)
    expect(text).to.include('Neither sam nor aws is installed').and.include('npm run deploy -- zip')
    expect(text).to.not.include('dist/lambda.zip   ')
  })

  it('asks AWS who it is, without telling, and says how to say so', async () => {
    const { status, text, calls } = await run({ aws: 'echo "arn:aws:iam::1:user/secret very-secret" >&2; exit 255' })
    expect([status, calls]).to.deep.equal([2, ['aws sts get-caller-identity']])
    expect(text).to.include('`aws configure` or `aws sso login`').and.not.include('secret')
  })

  it('needs a bucket where only aws is there', async () => {
    const { status, text } = await run({ aws: 'exit 0' })
    expect(status).to.equal(2)
    expect(text).to.include('aws s3 mb s3://<name>').and.include('--artifacts <name>')
  })

  const WRONG: ReadonlyArray<readonly [args: readonly string[], says: string]> = [
    [['launch'], 'There is no command launch'],
    [['zip', 'more'], 'an argument too many: more'],
    [['start'], 'start needs a list: none is not there'],
    [['start', 'nowhere.txt'], 'start needs a list: nowhere.txt is not there'],
    [['start', MAIN], 'the command line of AWS, is not installed'],
    [['--stak', 'a'], '--stak'],
    [['start', MAIN, '--set', 'retries=1'], '--set must be one of itemsPerBatch'],
    [['start', MAIN, '--set', 'policy={'], '--set policy must be JSON, got {'],
  ]
  const outcomeOf = atOnce(
    WRONG,
    ([args]) => run(args.includes('--set') ? { aws: 'exit 1' } : {}, ...args),
    availableParallelism(),
  )
  for (const row of WRONG) {
    const [args, says] = row
    it(`refuses ${args.map((arg) => (arg === MAIN ? 'a file' : arg)).join(' ')}`, async () => {
      const { status, text } = await outcomeOf(row)
      expect(status).to.equal(2)
      expect(text).to.include(says)
    })
  }
})
