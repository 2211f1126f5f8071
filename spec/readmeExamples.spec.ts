import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { of, throwError } from 'rxjs'
import packageJson from '../package.json' with { type: 'json' }
import { main } from '../src/cli/main.ts'
import { decodeBatch } from '../src/index.ts'
import { createHandler } from '../src/lambda/createHandler.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { fakeConsole } from './support/fakeConsole.ts'
import { answer, fakeTransport } from './support/fakeTransport.ts'
import { codeBlocks, codeSpans } from './support/markdown.ts'
import { useRealSockets } from './support/realSockets.ts'
import { type Finished, runFile } from './support/runFile.ts'
import { type SampleApi, serveSamples } from './support/sampleApi.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The front door first. Those of `scripts` have specs of their own. */
const PATHS = ['README.md', ...globSync('{src,spec}/**/README.md', { cwd: root }).sort()]
const READMES = PATHS.map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
const blocks = READMES.flatMap(({ path, text }) =>
  codeBlocks(text).map(({ line, ...block }) => ({ ...block, at: `${path}:${line}` })),
)
const blocksIn = (language: string) => blocks.filter((block) => block.language === language)

/** Sends what goes to a server on the internet to another origin. */
const redirectTo = (origin: string, text: string): string => text.replaceAll(/https:\/\/[a-z][a-z.]*/g, origin)

const SOURCES: Readonly<Record<string, string>> = {
  'rx-fanout': `${root}src/index.ts`,
  'rx-fanout/lambda': `${root}src/lambda/index.ts`,
}

describe('the TypeScript of every README', () => {
  useRealSockets()
  const folder = temporaryFolder()
  const examples = blocksIn('ts')
  const runs = new Map<string, { readonly api: SampleApi; readonly finished: Promise<Finished> }>()

  const fileOf = (kind: string, at: string): string => `${kind}-${at.replaceAll(/\W/g, '-')}.ts`

  /** The example as a program that imports the sources and asks a server of its own. */
  const run = async ({ code, at }: (typeof examples)[number]): Promise<void> => {
    const api = await serveSamples()
    const program = redirectTo(api.origin, code).replaceAll(/'(rx-fanout[^']*)'/g, (_, name) =>
      JSON.stringify(SOURCES[name]),
    )
    runs.set(at, { api, finished: runFile(folder.write(fileOf('run', at), program)) })
  }
  /** Compiles them all. */
  const compile = (): Promise<Finished> => {
    const files = examples.map(({ code, at }) => folder.write(fileOf('example', at), code))
    const paths = Object.fromEntries(Object.entries(SOURCES).map(([name, path]) => [name, [path]]))
    const compilerOptions = { typeRoots: [`${root}node_modules/@types`], paths }
    const project = { extends: `${root}tsconfig.json`, compilerOptions, files, include: [] }
    return runFile(
      `${root}node_modules/typescript/bin/tsc`,
      '-p',
      folder.write('tsconfig.json', JSON.stringify(project)),
    )
  }
  let compiled: Promise<Finished>

  before(() => {
    folder.write('package.json', '{ "type": "module" }') // before any program looks for it
    compiled = compile()
    return Promise.all(examples.map(run))
  })
  after(() => Promise.all([...runs.values()].map(({ api }) => api.close())))

  it('shows each way to get results', () => {
    for (const name of ['fetchBatch', 'streamResults', 'collectBatch', 'createTransport'])
      expect(
        examples.some(({ code }) => code.includes(`${name}(`)),
        name,
      ).to.equal(true)
  })

  it('has the types that it needs', async () => {
    const { code, stdout } = await compiled
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: '' })
  })

  for (const { code, at } of examples)
    it(`does at ${at} what it says, and ends by itself`, async () => {
      const { api, finished } = runs.get(at) ?? expect.fail('It did not start')
      const { code: exitCode, stdout, stderr } = await finished
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' })
      if (code.includes('console.log')) expect(stdout).to.match(/\S/).and.not.include('failure')
      expect(api.heard).to.not.be.empty
    })
})

type Json = Record<string, unknown>

const checkEvent = (event: Json): void => {
  expect(decodeBatch(event)).to.deep.equal(E.right(event))
}

describe('the JSON of every README', () => {
  const documents = blocksIn('json').map(({ code, at }) => ({ at, value: JSON.parse(code) as Json }))

  /** Lets a transport play what the answer tells of each request. */
  const checkAnswer = async (event: Json, expected: Json): Promise<void> => {
    const items = expected.body as ReadonlyArray<Json | null>
    const transport = fakeTransport((_, number) => {
      const { error: message, kind, url: _url, attempts: _attempts, ...data } = items[number] ?? {}
      return kind === undefined ? of(answer(200, items[number])) : throwError(() => ({ kind, message, ...data }))
    })
    expect(await createHandler({ env: {}, transport })(event)).to.deep.equal(expected)
  }
  /** Makes an event with the one thing wrong that the refusal is about. */
  const checkRefusal = async (expected: Json): Promise<void> => {
    const [{ path, got }] = (expected.body as { issues: [{ path: string; got: unknown }] }).issues
    const [, index, field = ''] = /^urls\[(\d+)\]\.(\w+)$/.exec(path) ?? []
    const url = 'https://api.example.com/'
    const urls = [...Array.from({ length: Number(index) }, () => url), { url, [field]: got }]
    expect(await createHandler({ env: {} })({ urls })).to.deep.equal(expected)
  }

  it('shows an event, an answer, and a refusal', () => {
    expect(documents.some(({ value }) => 'urls' in value)).to.equal(true)
    expect(documents.map(({ value }) => value.statusCode)).to.include.members([200, 400])
  })

  for (const [place, { at, value }] of documents.entries()) {
    if ('urls' in value) it(`is a valid event at ${at}`, () => checkEvent(value))
    else if (value.statusCode === 200)
      it(`is at ${at} what the event before it is answered with`, () =>
        checkAnswer(documents[place - 1]?.value ?? {}, value))
    else it(`is at ${at} what an event with its issue is answered with`, () => checkRefusal(value))
  }
})

describe('the commands of every README', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()
  const scripts: Readonly<Record<string, string>> = packageJson.scripts
  const commands = blocksIn('sh').flatMap(({ code }) =>
    code
      .replaceAll(/\\\n\s*/g, '')
      .split(/\n|&&/)
      .map((command) => command.trim())
      .filter((command) => command !== ''),
  )

  const runCli = async (line: string): Promise<void> => {
    const { origin } = closing(await serveSamples())
    folder.write('urls.txt', `${origin}/a\n`)
    folder.write('event.json', JSON.stringify({ urls: [`${origin}/a`] }))
    const args = redirectTo(origin, line)
      .split(' ')
      .map((arg) => (/^(urls\.txt|event\.json)$/.test(arg) ? folder.path(arg) : arg))
    const console = fakeConsole()
    expect(await main(args, console)).to.equal(0)
    expect(console.stdout.text()).to.not.equal('')
  }

  const checks: ReadonlyArray<[form: RegExp, check: (...parts: readonly string[]) => unknown]> = [
    [/^npm (ci)$/, () => expect(existsSync(`${root}package-lock.json`)).to.equal(true)],
    [
      /^npm (?:run )?([a-z:]+)$/,
      (script = '') => /^(ci|pack)$/.test(script) || expect(scripts).to.have.property(script),
    ],
    [
      /^npm install (\S+)$/,
      (name = '') =>
        expect(name).to.be.oneOf([
          `../rx-fanout/rx-fanout-${packageJson.version}.tgz`,
          'git+file:///path/to/rx-fanout',
        ]),
    ],
    [/^npm (pack)$/, () => expect(packageJson.scripts).to.have.property('prepare')], // which npm runs for both

    [/^npm start (?:--silent )?-- (.*?)(?: > \S+)?$/, (line = '') => runCli(line)],
    [/^(?:cat urls\.txt \| )?rx-fanout(?: .*)?$/, () => {}], // they read and redirect data: run as they stand in readmeCommands.spec.ts
    [
      /^aws lambda create-function (.*)$/,
      (line) => {
        expect(line).to.include('--runtime nodejs24.x ').and.include('--zip-file fileb://dist/lambda.zip ')
        expect(line).to.include('--handler index.handler ') // of index.mjs, the only file of the zip
      },
    ],
    [/^aws lambda invoke .*--payload '(.*)' \S+$/, (event = '') => checkEvent(JSON.parse(event))],
  ]
  for (const command of new Set(commands))
    it(`work: ${command}`, async () => {
      const known = checks.flatMap(([form, check]) => {
        const match = form.exec(command)
        return match === null ? [] : [() => check(...match.slice(1))]
      })
      expect(known, 'checks of this command').to.not.be.empty
      for (const check of known) await check()
    })

  it('are scripts of the package, wherever they are named', () => {
    const named = READMES.flatMap(({ text }) => codeSpans(text)).flatMap((span) => [
      ...span.matchAll(/npm (?:run )?([a-z:]+)/g),
    ])
    expect(named).to.not.be.empty
    for (const [, script = ''] of named)
      if (!/^(ci|pack|scripts)$/.test(script)) expect(scripts).to.have.property(script)
  })
})
