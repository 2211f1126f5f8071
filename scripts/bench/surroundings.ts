import { readFileSync } from 'node:fs'
import os from 'node:os'
import { BENCH, ROOT } from './folders.ts'
import { findPython } from './install/installPython.ts'
import { versionOf } from './install/versionOf.ts'

const GIBIBYTE = 2 ** 30

const PYTHON_VERSIONS = `
import platform, importlib.metadata as packages
names = [name for name in ("aiohttp", "uvloop") if any(d.name == name for d in packages.distributions())]
print(platform.python_version(), *(f"with {name} {packages.version(name)}" for name in names))
`

/** The machine in one line. */
export const describeMachine = (): string => {
  const cpus = os.cpus()
  const memory = `${Math.round(os.totalmem() / GIBIBYTE)} GiB`
  return `${cpus[0]?.model.trim()}, ${cpus.length} cores, ${memory}, ${os.type()} ${os.arch()}`
}

/** What a package asks for; its versions are pinned exactly, so they are also what is installed. */
const dependencies = (folder: string): Readonly<Record<string, string>> =>
  (JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { dependencies: Record<string, string> }).dependencies

const numberIn = (version: string | null): string | null => /\d+(\.\d+)+/.exec(version ?? '')?.[0] ?? null

/** The version of everything that may have taken part. */
export const describeVersions = (): Readonly<Record<string, string>> => {
  const python = findPython()
  const { undici = '', rxjs = '' } = dependencies(ROOT)
  const programs = {
    python: python && versionOf(python, '-c', PYTHON_VERSIONS),
    go: numberIn(versionOf('go', 'version')),
    curl: numberIn(versionOf('curl', '--version')),
  }
  const installed = Object.entries(programs).flatMap(([name, version]) => (version === null ? [] : [[name, version]]))
  return { node: process.versions.node, undici, rxjs, ...dependencies(BENCH), ...Object.fromEntries(installed) }
}
