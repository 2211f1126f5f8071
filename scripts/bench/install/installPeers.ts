import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { BENCH } from '../folders.ts'
import { say } from '../say.ts'

/** Installs the npm packages to compare with, once; tells whether they are there. */
export const installPeers = (): boolean => {
  if (existsSync(`${BENCH}node_modules/got`)) return true
  say('Installing the packages to compare with: npm ci in scripts/bench')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: BENCH, stdio: ['ignore', 2, 2] })
  if (status !== 0) say('That failed: the npm packages are left out.')
  return status === 0
}
