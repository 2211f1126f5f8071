import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { BENCH, CACHE } from '../folders.ts'
import { say } from '../say.ts'

/** Where what the bench has built is while `npm ci` empties the folder that it is in. */
const ASIDE = `${BENCH}.cache-aside`

const keepingCache = <T>(act: () => T): T => {
  if (!existsSync(CACHE)) return act()
  rmSync(ASIDE, { recursive: true, force: true }) // of a run that was killed
  renameSync(CACHE, ASIDE)
  try {
    return act()
  } finally {
    mkdirSync(`${BENCH}node_modules`, { recursive: true })
    renameSync(ASIDE, CACHE)
  }
}

/** Installs the npm packages to compare with, once; tells whether they are there. */
export const installPeers = (): boolean => {
  if (existsSync(`${BENCH}node_modules/got`)) return true
  say('Installing the packages to compare with: npm ci in scripts/bench')
  const install = () => spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: BENCH, stdio: ['ignore', 2, 2] })
  const { status } = keepingCache(install)
  if (status !== 0) say('That failed: the npm packages are left out.')
  return status === 0
}
