import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LAMBDA_FOLDER, NATIVE_CLIENT, RUNTIME_CLIENT } from './paths.ts'

/** True when AWS's runtime client is there, with its compiled half. */
export function isRuntimeClientInstalled(): boolean {
  return existsSync(RUNTIME_CLIENT) && existsSync(NATIVE_CLIENT)
}

/** Installs AWS's runtime client into this folder, and says so; throws an error that tells what is needed if it fails. */
export function installRuntimeClient(say: (line: string) => void): void {
  say('Installing aws-lambda-ric, AWS’s own runtime client, into scripts/lambda/node_modules.')
  say('It compiles its native half, which takes about a minute.')
  const { status, error } = spawnSync('npm', ['ci', '--prefix', LAMBDA_FOLDER, '--no-audit', '--no-fund'], {
    cwd: LAMBDA_FOLDER,
    env: { ...process.env, ...nodeHeaders() },
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  })
  if (status !== 0 || !isRuntimeClientInstalled())
    throw new Error(
      [
        `aws-lambda-ric could not be installed (${error?.message ?? `npm ci ended with status ${status}`}).`,
        'What npm says above tells why; npm may also have been told to run no install scripts.',
        'Its native half builds on Linux only, and needs tar, xz, make, cmake, a C++ compiler and Python 3:',
        '  Debian, Ubuntu: apt-get install build-essential cmake python3 xz-utils',
        '  Alpine: apk add build-base cmake python3 xz linux-headers',
        'Then run `npm run lambda -- --install` again.',
      ].join('\n'),
    )
  say('Installed.')
}

/** Points the compiler at the headers of this very Node.js where they are at hand; otherwise node-gyp fetches them. */
function nodeHeaders(): NodeJS.ProcessEnv {
  const prefix = dirname(dirname(process.execPath))
  const package_ = join(prefix, 'node_modules', `node-${process.platform}-${process.arch}`) // of the `node` package
  const folder = [package_, prefix].find((path) => existsSync(join(path, 'include', 'node', 'node_api.h')))
  return folder === undefined ? {} : { npm_package_config_node_gyp_nodedir: folder }
}
