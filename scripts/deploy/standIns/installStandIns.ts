import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { installRuntimeClient, isRuntimeClientInstalled } from '../../lambda/installRuntimeClient.ts'
import { findProgram } from '../findProgram.ts'
import { DEPLOY, PYTHON_BIN } from '../folders.ts'
import { say } from '../say.ts'

const succeeds = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args, { cwd: DEPLOY, stdio: ['ignore', 2, 2] }).status === 0

const installPackages = (): boolean => {
  if (existsSync(`${DEPLOY}node_modules/@aws-sdk/client-s3`)) return true
  say('Installing AWS’s SDK and its validator of state machines: npm ci in scripts/deploy')
  return succeeds('npm', ['ci', '--no-audit', '--no-fund'])
}

/** `uv`: that of the system, or one in a virtual environment of its own; pip takes minutes where it takes seconds. */
const findUv = (folder: string): string | undefined => {
  const found = findProgram('uv')
  if (found !== undefined) return found
  const python = findProgram('python3')
  const own = `${folder}uv/bin/uv`
  if (python === undefined || existsSync(own)) return python && own
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv']
  return succeeds(python, ['-m', 'venv', `${folder}uv`]) && succeeds(`${folder}uv/bin/python`, pip) ? own : undefined
}

const installPython = (): boolean => {
  if (existsSync(`${PYTHON_BIN}ministack`)) return true
  say('Installing the stand-ins for AWS: uv pip install -r scripts/deploy/requirements.txt')
  const environment = dirname(PYTHON_BIN)
  const cache = `${dirname(environment)}/`
  mkdirSync(cache, { recursive: true })
  const uv = findUv(cache)
  return (
    uv !== undefined &&
    succeeds(uv, ['venv', '--quiet', '--clear', environment]) &&
    succeeds(uv, ['pip', 'install', '--quiet', '--python', `${PYTHON_BIN}python`, '-r', 'requirements.txt'])
  )
}

const installRuntime = (): boolean => {
  try {
    if (!isRuntimeClientInstalled()) installRuntimeClient(say)
    return true
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return false
  }
}

/** Installs, once, what stands in for AWS; gives what could not be installed. */
export const installStandIns = (): readonly string[] =>
  [
    { what: 'AWS’s SDK (npm)', isThere: installPackages() }, // before Python's, which it would delete
    { what: 'MiniStack (uv, or Python 3 with venv and pip)', isThere: installPython() },
    { what: 'AWS’s runtime client (a compiler)', isThere: installRuntime() },
  ].flatMap(({ what, isThere }) => (isThere ? [] : [what]))
