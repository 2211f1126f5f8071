import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { of } from 'rxjs'
import packageJson from '../package.json' with { type: 'json' }
import { EXIT } from '../src/cli/exitCode.ts'
import { main } from '../src/cli/main.ts'
import { POLICY_OPTIONS } from '../src/cli/options/POLICY_OPTIONS.ts'
import { requestPolicyFields } from '../src/domain/FetchPolicy.ts'
import { POLICY_FIELDS } from '../src/domain/policyFromStrings.ts'
import {
  collectBatch,
  DEFAULT_POLICY,
  decodeBatch,
  FetchError,
  type FetchOptions,
  type FetchPolicy,
} from '../src/index.ts'
import { createHandler } from '../src/lambda/createHandler.ts'
import { decodeEnvironment, variableOf } from '../src/lambda/environment.ts'
import type { TransportOptions } from '../src/transport/createTransport.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { fakeConsole } from './support/fakeConsole.ts'
import { answer, fakeTransport } from './support/fakeTransport.ts'
import { codeSpans, sectionOf, tableOf } from './support/markdown.ts'
import { useRealSockets } from './support/realSockets.ts'
import { runFile } from './support/runFile.ts'
import { serveSamples } from './support/sampleApi.ts'
import { SAMPLE_ERRORS } from './support/sampleErrors.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The front door, and the rooms of whoever uses the package. */
const PATHS = ['README.md', ...globSync('src/**/README.md', { cwd: root }).sort()]
const README = PATHS.map((path) => readFileSync(root + path, 'utf8')).join('\n')
const EVERY = globSync(['README.md', '{src,spec,scripts}/**/README.md'], { cwd: root, exclude: ['**/node_modules/**'] })
const oneLine = README.replaceAll(/\s+/g, ' ')

/** What is in backticks in the first column of the table under a heading. */
const namesIn = (heading: string): readonly string[] =>
  tableOf(sectionOf(README, heading)).flatMap(([name = '']) => codeSpans(name))

describe('the policy of README', () => {
  const rows = tableOf(sectionOf(README, 'Policy'))
  const defaults: Readonly<Record<string, string | number | boolean | readonly number[]>> = {
    ...DEFAULT_POLICY,
    perOrigin: '= concurrency',
    deadlineMs: 'none',
    rate: 'none',
    hedgeAfterMs: 'none',
  }

  it('has every field, in the order of the flags', () => {
    expect(namesIn('Policy')).to.deep.equal(POLICY_FIELDS)
  })

  for (const [name = '', shown = '', meaning = ''] of rows) {
    const [field = ''] = codeSpans(name)

    it(`has the default of ${field}`, () => {
      const value = defaults[field]
      const text = shown.replaceAll('`', '')
      if (Array.isArray(value)) expect(text).to.equal(value.join(', '))
      else expect(text).to.equal(typeof value === 'string' ? value : value?.toLocaleString('en'))
    })

    it(`says whether a request may set ${field}`, () => {
      expect(meaning.includes('*request*')).to.equal(field in requestPolicyFields)
    })
  }

  it('has the default of maxBodyBytes on Lambda', async () => {
    const transport = fakeTransport(() => of(answer(200, {})))
    await createHandler({ env: {}, transport })({ urls: ['https://a.example/'] })
    const [, , meaning] = rows.find(([name]) => name === '`maxBodyBytes`') ?? []
    expect(meaning).to.include(`on Lambda ${transport.attempts[0]?.maxBodyBytes.toLocaleString('en')} by default`)
  })
})

describe('the variables of README', () => {
  const named = [...new Set(README.match(/RX_FANOUT_\w+/g))]
  const source = readFileSync(`${root}src/lambda/environment.ts`, 'utf8')
  const others = [...source.matchAll(/`\$\{PREFIX\}([A-Z_]+)`/g)].map(([, name]) => `RX_FANOUT_${name}`)

  it('exist', () => {
    expect(named).to.not.be.empty
    expect(others).to.include('RX_FANOUT_ADDRESSES')
    expect([...POLICY_FIELDS.map(variableOf), ...others]).to.include.members(named)
  })

  it('are one for each policy field, and the others', () => {
    expect(oneLine).to.match(/each policy field has a variable/i)
    expect(named).to.include.members(others)
  })

  it('take the values that are shown', () => {
    const assignments = codeSpans(README).flatMap((span) => [...span.matchAll(/^(RX_FANOUT_\w+)=(.*)$/g)])
    for (const [, variable = '', value] of assignments)
      expect(() => decodeEnvironment({ [variable]: value })).to.not.throw()
  })
})

describe('the errors of README', () => {
  it('are of every kind', () => {
    expect(namesIn('Errors')).to.have.members(Object.keys(SAMPLE_ERRORS))
  })

  for (const [name = '', , data = ''] of tableOf(sectionOf(README, 'Errors'))) {
    const [kind = ''] = codeSpans(name)
    const sample: Readonly<Record<string, unknown>> = { ...SAMPLE_ERRORS[kind as FetchError['kind']] }
    const fields = Object.keys(sample).filter((field) => field !== 'kind' && field !== 'message')

    it(`of kind ${kind} have the data that is named, with the values that are named`, () => {
      const words = codeSpans(data)
      expect(words).to.include.members(fields)
      for (const [place, word] of words.entries()) {
        if (fields.includes(word)) continue
        const field = words.slice(0, place).findLast((earlier) => fields.includes(earlier)) ?? ''
        expect(FetchError.is({ ...sample, [field]: word }), `${field}: ${word}`).to.equal(true)
      }
    })
  }
})

describe('the command line of README', () => {
  const section = sectionOf(README, 'The command line')

  it('ends with the codes that are named', () => {
    const codes = tableOf(section).map(([code]) => Number(code))
    expect(codes).to.have.members(Object.values(EXIT))
  })

  it('has the flags that are named, and no others', async () => {
    const console = fakeConsole()
    await main(['--help', 'all'], console)
    const flags = [...console.stdout.text().matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag)
    const named = section.replaceAll(/npm start --silent|`--silent`/g, '').match(/(?<=[\s`])--[a-z][a-z-]+/g) ?? []
    expect(flags).to.include.members(named)

    expect(oneLine).to.match(/every policy field is a flag: `timeoutMs` is `--timeout-ms`/i)
    const ofPolicy = [...POLICY_OPTIONS.values()].map(({ name }) => name)
    expect(POLICY_OPTIONS).to.have.all.keys(...POLICY_FIELDS)
    const asEverywhere = ['help', 'version']
    const explained = new Set([...named, ...[...ofPolicy, ...asEverywhere].map((name) => `--${name}`)])
    expect(flags).to.have.members([...explained])
  })
})

describe('the tables of README', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('name the fields of an event', () => {
    const fields = namesIn('The event')
    expect(fields).to.deep.equal(['urls', 'policy', 'results'])
    const wrong = decodeBatch(Object.fromEntries(fields.map((field) => [field, 5])))
    expect(E.isLeft(wrong) && wrong.left.map(({ path }) => path)).to.have.members(fields)
  })

  it('name the fields of a result', async () => {
    const { origin } = closing(await serveSamples())
    const results = await collectBatch([{ url: `${origin}/moved`, id: 'a' }, `${origin}/missing`])
    const fields = new Set(results.flatMap((result) => Object.keys(result)))
    expect(namesIn('Results')).to.have.members([...fields])
  })
})

describe('README', () => {
  it('names every option of a transport', () => {
    const options: Readonly<Record<keyof TransportOptions, true>> = {
      addresses: true,
      ca: true,
      cert: true,
      connectTimeoutMs: true,
      key: true,
      maxHeaderBytes: true,
      passphrase: true,
      proxy: true,
      resolve: true,
    }
    const spans = codeSpans(README)
    expect(Object.keys(options).filter((option) => !spans.some((span) => span.startsWith(option)))).to.deep.equal([])
  })

  it('names the runtime dependencies', () => {
    const [, list = ''] = /Runtime dependencies: (.*?)\. /.exec(oneLine) ?? []
    const names = list.replaceAll(/ \([^)]*\)/g, '').split(/, | and /)
    expect(names).to.have.members(Object.keys(packageJson.dependencies))
  })

  it('names files that are there', () => {
    const paths = codeSpans(README).filter((span) => /^(src|spec|scripts)\//.test(span))
    expect(paths).to.not.be.empty
    for (const path of paths) expect(existsSync(root + path), path).to.equal(true)
  })

  it('is short', () => {
    expect(readFileSync(`${root}README.md`, 'utf8').split('\n').length).to.be.at.most(301)
  })

  const anchorsOf = (path: string): readonly string[] =>
    [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    )

  for (const path of EVERY)
    it(`links from ${path} to headings and files that are there`, () => {
      for (const [, target = ''] of readFileSync(root + path, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue
        const [file = '', anchor] = target.split('#')
        const linked = file === '' ? root + path : join(root, dirname(path), file)
        expect(existsSync(linked), target).to.equal(true)
        if (anchor !== undefined) expect(anchorsOf(linked), target).to.include(anchor)
      }
    })
})

describe('the options of README', () => {
  type OtherOption = Exclude<keyof FetchOptions, keyof FetchPolicy>
  const others: Readonly<Record<OtherOption, true>> = {
    codec: true,
    headers: true,
    transport: true,
    traffic: true,
    prepare: true,
    retryWhen: true,
    observer: true,
    signal: true,
    random: true,
    scheduler: true,
  }
  const folder = temporaryFolder()
  const rows = [...tableOf(sectionOf(README, 'Options')), ...tableOf(sectionOf(README, 'Policy'))]

  it('are all there', () => {
    expect(namesIn('Options')).to.deep.equal(Object.keys(others))
  })

  it('have examples that a batch takes', async () => {
    const program = folder.write(
      'options.ts',
      [
        `import { createTraffic, createTransport, fetchBatch } from ${JSON.stringify(`${root}src/index.ts`)}`,
        `import * as t from ${JSON.stringify(`${root}node_modules/io-ts/lib/index.js`)}`,
        `import { asyncScheduler } from ${JSON.stringify(`${root}node_modules/rxjs/dist/cjs/index.js`)}`,
        'for (const make of [',
        ...rows.map(([name = '', , , example = '']) => {
          const [field = ''] = codeSpans(name)
          const [code = ''] = codeSpans(example)
          expect(code, field).to.match(new RegExp(`^${field}: `))
          return `  () => fetchBatch([], { ${code} }),`
        }),
        ']) make()',
        'void [createTraffic, createTransport, t, asyncScheduler]',
      ].join('\n'),
    )
    const { code, stderr } = await runFile(program)
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
  })
})
