import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './temporaryFolder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

const compile = (folder: string, ...args: readonly string[]): string =>
  spawnSync(process.execPath, [tsc, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 }).stdout

const STRICT = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--target', 'es2024', '--types', 'node']

/** A project that has the library as a package, built from the sources. */
export type Consumer = {
  /** The folder of the built library. */
  readonly library: string
  /** Writes a file and gives its path. */
  write(name: string, text: string): string
  /** What the compiler has to say of a file of the project. */
  complaints(name: string, ...options: readonly string[]): string
}

/** Call in a `describe`: the project is there while its tests run. */
export function consumer(): Consumer {
  const folder = temporaryFolder()
  before(() => {
    const modules = folder.path('node_modules')
    const library = join(modules, 'rx-fanout')
    mkdirSync(library, { recursive: true })
    for (const name of ['@types', 'undici-types', 'fp-ts', 'io-ts', 'rxjs', 'rxjs-for-await', 'undici'])
      symlinkSync(join(root, 'node_modules', name), join(modules, name), 'dir')
    symlinkSync(join(root, 'package.json'), join(library, 'package.json'))
    folder.write('package.json', JSON.stringify({ private: true, type: 'module' }))
    const built = compile(root, '-p', 'scripts/tsconfig.lib.json', '--outDir', join(library, 'dist/lib'))
    if (built !== '') throw new Error(built)
  })
  return {
    get library() {
      return folder.path('node_modules/rx-fanout/dist/lib')
    },
    write(name, text) {
      writeFileSync(folder.path(name), text)
      return folder.path(name)
    },
    complaints: (name, ...options) =>
      compile(folder.path('.'), ...STRICT, ...(options.length === 0 ? ['--module', 'nodenext'] : options), name),
  }
}
