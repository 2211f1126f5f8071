import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const MAIN = fileURLToPath(new URL('../../scripts/deploy/main.ts', import.meta.url))

describe('npm run deploy', () => {
  const folder = temporaryFolder()

  /** Runs the command where only the given programs are installed; what each is called with is written down. */
  function run(programs: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const bin = Object.keys(programs).join('-') || 'none'
    const calls = folder.path(`${bin}-calls`)
    folder.write(`${bin}-calls`, '')
    for (const [name, script] of Object.entries(programs))
      chmodSync(folder.write(`${bin}.${name}`, `#!/bin/sh\necho "${name} $*" >> ${calls}\n${script}\n`), 0o755)
    const path = folder.path(`${bin}.bin`)
    spawnSync('mkdir', ['-p', path])
    for (const name of Object.keys(programs)) spawnSync('cp', [folder.path(`${bin}.${name}`), `${path}/${name}`])
    const env = { PATH: path, AWS_SECRET_ACCESS_KEY: 'very-secret' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env })
    return { status, text: stdout + stderr, calls: readFileSync(calls, 'utf8').trim().split('\n') }
  }

  it('says what is missing before anything is built', () => {
    const { status, text } = run({})
    expect(status).to.equal(2)
    expect(text).to.include('Neither sam nor aws is installed').and.include('npm run deploy -- zip')
    expect(text).to.not.include('dist/lambda.zip   ')
  })

  it('asks AWS who it is, without telling, and says how to say so', () => {
    const { status, text, calls } = run({ aws: 'echo "arn:aws:iam::1:user/secret very-secret" >&2; exit 255' })
    expect([status, calls]).to.deep.equal([2, ['aws sts get-caller-identity']])
    expect(text).to.include('`aws configure` or `aws sso login`').and.not.include('secret')
  })

  it('needs a bucket where only aws is there', () => {
    const { status, text } = run({ aws: 'exit 0' })
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
  for (const [args, says] of WRONG)
    it(`refuses ${args.map((arg) => (arg === MAIN ? 'a file' : arg)).join(' ')}`, () => {
      const { status, text } = run(args.includes('--set') ? { aws: 'exit 1' } : {}, ...args)
      expect(status).to.equal(2)
      expect(text).to.include(says)
    })
})
