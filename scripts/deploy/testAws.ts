import { spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { NODE } from '../lambda/paths.ts'
import { PYTHON_BIN, ROOT } from './folders.ts'
import { say } from './say.ts'
import { installStandIns } from './standIns/installStandIns.ts'

/** The specs of spec/aws against what stands in for AWS; where that is missing they are left out, which is said. */
const missing = installStandIns()
if (missing.length > 0)
  say(`The specs on AWS's stand-ins are left out: ${missing.join(' and ')} could not be installed.`)
else if (!process.argv.includes('--install')) process.exitCode = runSpecs()

function runSpecs(): number {
  const build = spawnSync(NODE, ['scripts/build.ts'], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  if (build.status !== 0) return 1
  const options = ['--no-config', '--forbid-only', '--extension', 'ts', '--timeout', '180000', '--reporter', 'spec']
  const { status } = spawnSync(
    NODE,
    ['node_modules/mocha/bin/mocha.js', ...options, '--require', 'spec/aws/world.ts', 'spec/aws/*.spec.ts'],
    {
      cwd: ROOT,
      stdio: ['ignore', 1, 2],
      env: { ...process.env, PATH: [PYTHON_BIN, process.env.PATH].join(delimiter) },
    },
  )
  return status ?? 1
}
