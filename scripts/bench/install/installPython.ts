import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { BENCH, CACHE } from '../folders.ts'
import { say } from '../say.ts'
import { versionOf } from './versionOf.ts'

const OWN = `${CACHE}python/bin/python`

const hasAiohttp = (python: string): boolean => spawnSync(python, ['-c', 'import aiohttp']).status === 0

/** The Python that has aiohttp: the system's, or one that the bench has made; null where neither is there. */
export const findPython = (): string | null => ['python3', OWN].find(hasAiohttp) ?? null

/** Finds a Python with aiohttp, or makes one in a virtual environment of the bench; null where that fails. */
export const installPython = (): string | null => {
  const found = findPython()
  if (found !== null) return found
  if (versionOf('python3', '--version') === null) {
    say('python3 is not installed: aiohttp is left out.')
    return null
  }
  say('Installing aiohttp into a virtual environment of the bench: pip install -r scripts/bench/requirements.txt')
  mkdirSync(CACHE, { recursive: true })
  const steps: ReadonlyArray<readonly [string, readonly string[]]> = [
    ['python3', ['-m', 'venv', `${CACHE}python`]],
    [OWN, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', `${BENCH}requirements.txt`]],
  ]
  const installed = steps.every(([command, args]) => spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0)
  if (!installed) say('That failed: aiohttp is left out.')
  return installed ? OWN : null
}
