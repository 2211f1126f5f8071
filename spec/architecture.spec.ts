import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect } from 'chai'
import { type Sources, violations } from './support/architecture.ts'

const SRC = new URL('../src/', import.meta.url)

const sources: Sources = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, SRC), 'utf8')]),
)

/** What is wrong with a file at `path` that has nothing in it but its export and `line`. */
const violationsWith = (path: string, line: string): string[] =>
  violations(new Map([[path, `export const ${basename(path, '.ts')} = 1\n${line}\n`]]))

describe('the architecture', () => {
  it('holds', () => {
    expect(violations(sources)).to.deep.equal([])
  })

  it('is looked for where the sources are', () => {
    expect([...sources.keys()]).to.include.members([
      'index.ts',
      'fetchBatch.ts',
      'domain/decodeBatch.ts',
      'operators/createAdmission.ts',
      'transport/Transport.ts',
    ])
  })

  describe('notices', () => {
    /** A file as it must not be, and the complaint. */
    const table: ReadonlyArray<[path: string, line: string, complaint: string]> = [
      [
        'domain/backoff.ts',
        "import { createAdmission } from '../operators/createAdmission.ts'",
        'domain/backoff.ts imports operators/createAdmission.ts: domain may not know operators',
      ],
      [
        'domain/backoff.ts',
        "import type { FetchOptions } from '../FetchOptions.ts'",
        'domain/backoff.ts imports FetchOptions.ts: domain may not know top',
      ],
      ['domain/backoff.ts', "import { of } from 'rxjs'", 'domain/backoff.ts imports rxjs: domain may not know it'],
      [
        'domain/backoff.ts',
        "import { readFileSync } from 'node:fs'",
        'domain/backoff.ts imports node:fs: domain may not know it',
      ],
      [
        'domain/backoff.ts',
        "import type { Transport } from '../transport/Transport.ts'",
        'domain/backoff.ts imports transport/Transport.ts: domain may not know transport',
      ],
      [
        'operators/createAdmission.ts',
        "import {\n  type Attempt,\n  dial,\n} from '../transport/dial.ts'",
        'operators/createAdmission.ts imports transport/dial.ts: operators may not know transport',
      ],
      [
        'operators/createAdmission.ts',
        "export { fetchBatch } from '../fetchBatch.ts'",
        'operators/createAdmission.ts imports fetchBatch.ts: operators may not know top',
      ],
      [
        'operators/createAdmission.ts',
        "import 'node:timers'",
        'operators/createAdmission.ts imports node:timers: operators may not know it',
      ],
      [
        'transport/dial.ts',
        "import { limitTime } from '../operators/limitTime.ts'",
        'transport/dial.ts imports operators/limitTime.ts: transport may not know operators',
      ],
      [
        'collectBatch.ts',
        "import { createTransport } from './transport/createTransport.ts'",
        'collectBatch.ts imports transport/createTransport.ts: top may not know transport',
      ],
      [
        'fetchBatch.ts',
        "import { dial } from './transport/dial.ts'",
        'fetchBatch.ts imports transport/dial.ts: top may not know transport',
      ],
      [
        'fetchBatch.ts',
        "const { handler } = await import('./lambda/handler.ts')",
        'fetchBatch.ts imports lambda/handler.ts: top may not know lambda',
      ],
      [
        'lambda/handler.ts',
        "import { main } from '../cli/main.ts'",
        'lambda/handler.ts imports cli/main.ts: lambda may not know cli',
      ],
      [
        'lambda/handler.ts',
        "import { Agent } from 'undici'",
        'lambda/handler.ts imports undici: only transport may know it',
      ],
      [
        'fetchBatch.ts',
        "import type Agent from 'undici/lib/dispatcher/agent.js'",
        'fetchBatch.ts imports undici: only transport may know it',
      ],
      ['fetchBatch.ts', 'results$.subscribe(log)', 'fetchBatch.ts subscribes'],
      ['operators/limitTime.ts', 'source$.subscribe({ next })', 'operators/limitTime.ts subscribes'],
      ['transport/dial.ts', 'response$.subscribe(observer)', 'transport/dial.ts subscribes'],
      [
        'operators/createAdmission.ts',
        'const at = Date.now()',
        'operators/createAdmission.ts asks the real clock or real chance',
      ],
      [
        'operators/createAdmission.ts',
        'setTimeout(admitAll, 5)',
        'operators/createAdmission.ts asks the real clock or real chance',
      ],
      ['domain/backoff.ts', 'const chance = Math.random()', 'domain/backoff.ts asks the real clock or real chance'],
      ['fetchBatch.ts', 'const at = new Date()', 'fetchBatch.ts asks the real clock or real chance'],
    ]
    for (const [path, line, complaint] of table)
      it(`${JSON.stringify(line)} in ${path}`, () => {
        expect(violationsWith(path, line)).to.deep.equal([complaint])
      })

    const named = (path: string, text = 'export const nothing = 1') => violations(new Map([[path, text]]))

    it('rooms and files whose names say nothing', () => {
      expect(named('domain/utils/nothing.ts')).to.deep.equal(['domain/utils/nothing.ts has a name that says nothing'])
      expect(named('types/nothing.ts')).to.deep.equal([
        'types/nothing.ts is in no known room',
        'types/nothing.ts has a name that says nothing',
      ])
      expect(named('operators/helpers.ts', 'export const helpers = 1')).to.deep.equal([
        'operators/helpers.ts has a name that says nothing',
      ])
    })

    it('rooms that nobody knows', () => {
      expect(named('shared/nothing.ts')).to.deep.equal(['shared/nothing.ts is in no known room'])
    })

    it('files that are not named after what they export', () => {
      expect(named('domain/something.ts')).to.deep.equal(['domain/something.ts is not named after an export'])
    })
  })

  describe('allows', () => {
    const table: ReadonlyArray<[path: string, line: string]> = [
      ['domain/backoff.ts', "import type { Attempt } from '../domain/Attempt.ts'"],
      ['operators/createAdmission.ts', "import type { Transport } from '../transport/Transport.ts'"],
      ['fetchBatch.ts', "import { createTransport } from './transport/createTransport.ts'"],
      ['lambda/handler.ts', "import { fetchBatch } from '../fetchBatch.ts'\nimport { hostname } from 'node:os'"],
      ['cli/main.ts', "import { handler } from '../lambda/handler.ts'\nresults$.subscribe(print)"],
      ['transport/dial.ts', "import { Client } from 'undici'\nimport { of } from 'rxjs'"],
      ['domain/backoff.ts', "// import { of } from 'rxjs', and Date.now() as well"],
      ['fetchBatch.ts', '/** As in\n * `results$.subscribe(log)`\n */'],
    ]
    for (const [path, line] of table)
      it(`${JSON.stringify(line)} in ${path}`, () => {
        expect(violationsWith(path, line)).to.deep.equal([])
      })
  })
})
