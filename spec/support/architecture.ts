import { basename, dirname, join } from 'node:path/posix'

/** Sources by their path below `src`. */
export type Sources = ReadonlyMap<string, string>

/** The rooms, and whose doors each may open besides its own. `top` is `src` itself, where the pipeline stands. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  traffic: ['domain'],
  operators: ['domain', 'traffic'],
  transport: ['domain'],
  top: ['domain', 'traffic', 'operators'],
  lambda: ['domain', 'traffic', 'operators', 'transport', 'top'],
  cli: ['domain', 'traffic', 'operators', 'transport', 'top', 'lambda'],
}

/** The packages that rooms without I/O may use; the other rooms may use all but those of `ONE_ROOM_PACKAGES`. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: ['fp-ts', 'io-ts'],
  traffic: [],
  operators: ['fp-ts', 'rxjs'],
  top: ['fp-ts', 'rxjs', 'rxjs-for-await'],
}
const ONE_ROOM_PACKAGES: Readonly<Record<string, string>> = { undici: 'transport' }

/** Who may import from a room that is closed to its own: the default transport, and the library's names. */
const EXTRA_IMPORTS: Readonly<Record<string, string>> = {
  'fetchBatch.ts': 'transport/createTransport.ts',
  'index.ts': 'transport/createTransport.ts',
}

/** May be imported as a type by all but the domain: it is what the pipeline is handed. */
const TRANSPORT_TYPE = 'transport/Transport.ts'

/** Where an Observable source or what stops a batch enters; streams leave the program in `lambda` and `cli`. */
const SUBSCRIBERS = /^(operators\/(createAdmission|createStops|source\/fromObservable)\.ts$|lambda\/|cli\/)/

/** Clocks and chance are arguments there: called, they could not be virtual. */
const REAL_TIME = /\b(Date\.now|Math\.random|setTimeout|setInterval|setImmediate|performance\.now)\s*\(|\bnew Date\(\)/

/** Where the default clocks are: everything else is told the time. */
const CLOCK = 'operators/clockOf.ts'

const EMPTY_NAMES = /^(utils?|types?|helpers?|common|misc)(\.ts)?$/

/** Doors, and files of several equal exports, which are named after what those have in common. */
const NOT_NAMED_AFTER_AN_EXPORT = new Set([
  'index.ts',
  'lambda/index.ts',
  'cli/bin.ts',
  'cli/input/readInput.ts',
  'cli/output/lineSinks.ts',
  'cli/output/quantities.ts',
  'domain/numbers.ts',
  'domain/toResult.ts',
  'domain/words/structuredFields.ts',
  'lambda/lambdaPolicy.ts',
  'lambda/limits.ts',
  'lambda/triggers/multiValue.ts',
  'transport/addressRanges.ts',
  'transport/names/hostsFile.ts',
  'transport/undiciClient.ts',
])

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')

const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : 'top')

type Import = { readonly from: string; readonly typeOnly: boolean }

const importsOf = (code: string): Import[] => [
  ...[...code.matchAll(/\b(?:import|export)\s+(type\s)?(?:[\w*{][\w\s*{},]*?\sfrom\s+)?['"]([^'"]+)['"]/g)].map(
    ([, type, from = '']) => ({ from, typeOnly: type !== undefined }),
  ),
  ...[...code.matchAll(/\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g)].map(([, from = '']) => ({
    from,
    typeOnly: false,
  })),
]

const exportsOf = (code: string): string[] =>
  [...code.matchAll(/^export\s+(?:async\s+)?(?:const|let|function\*?|class|type|interface)\s+(\w+)/gm)].map(
    ([, name = '']) => name,
  )

const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')

function whatIsWrongWithImport(path: string, { from, typeOnly }: Import): string | undefined {
  const room = roomOf(path)
  if (from.startsWith('.')) {
    const target = join(dirname(path), from)
    if (target === TRANSPORT_TYPE && typeOnly && room !== 'domain') return undefined
    if (EXTRA_IMPORTS[path] === target) return undefined
    const targetRoom = roomOf(target)
    const isOpen = targetRoom === room || (ROOMS[room] ?? []).includes(targetRoom)
    return isOpen ? undefined : `${path} imports ${target}: ${room} may not know ${targetRoom}`
  }
  const name = packageOf(from)
  const home = ONE_ROOM_PACKAGES[name]
  if (home !== undefined && home !== room) return `${path} imports ${name}: only ${home} may know it`
  const allowed = PURE_PACKAGES[room]
  return allowed === undefined || allowed.includes(name)
    ? undefined
    : `${path} imports ${name}: ${room} may not know it`
}

/** Everything in the sources that the architecture does not allow, one sentence each. */
export function violations(sources: Sources): string[] {
  const found: string[] = []
  for (const [path, text] of sources) {
    const code = withoutComments(text)
    const room = roomOf(path)
    if (!(room in ROOMS)) found.push(`${path} is in no known room`)
    if (path.split('/').some((step) => EMPTY_NAMES.test(step))) found.push(`${path} has a name that says nothing`)
    for (const one of importsOf(code)) {
      const wrong = whatIsWrongWithImport(path, one)
      if (wrong !== undefined) found.push(wrong)
    }
    if (code.includes('.subscribe(') && !SUBSCRIBERS.test(path)) found.push(`${path} subscribes`)
    if (room in PURE_PACKAGES && path !== CLOCK && REAL_TIME.test(code))
      found.push(`${path} asks the real clock or real chance`)
    const name = basename(path, '.ts').toLowerCase()
    if (!NOT_NAMED_AFTER_AN_EXPORT.has(path) && !exportsOf(code).some((one) => one.toLowerCase().includes(name)))
      found.push(`${path} is not named after an export`)
  }
  return found
}
