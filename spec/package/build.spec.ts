import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import type { Metafile } from 'esbuild'
import { zipSync } from 'fflate'
import packageJson from '../../package.json' with { type: 'json' }
import { bundleLambda } from '../../scripts/bundleLambda.ts'
import * as sources from '../../src/lambda/index.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { serve } from '../support/serve.ts'
import { serveSockets } from '../support/serveSockets.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** DESIGN.md, section 6: larger packages start slower. */
const MAX_ZIP_BYTES = 250_000

/** The name of the package that a bundled file is from, if it is from one. */
const packageOf = (path: string): string | undefined =>
  /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path)?.[1]

describe('bundleLambda', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()
  let metafile: Metafile
  let lambda: typeof sources
  let bundle: Buffer

  before(async () => {
    const path = folder.path('index.mjs')
    metafile = await bundleLambda(path)
    bundle = readFileSync(path)
    process.env.RX_FANOUT_ADDRESSES = 'any' // read by the handler at its import
    try {
      lambda = await import(pathToFileURL(path).href)
    } finally {
      delete process.env.RX_FANOUT_ADDRESSES
    }
  })

  it('exports the handler, what makes one, and all else that its sources do', () => {
    expect(Object.keys(lambda)).to.have.members(Object.keys(sources)).and.include.members(['handler', 'createHandler'])
  })

  it('answers an event', async () => {
    const { origin } = closing(await serveSamples())
    const slow = { url: `${origin}/slow`, timeoutMs: 100 }
    const event = { urls: [slow, `${origin}/a`, 'nonsense'], policy: { retries: 0 } }
    const { statusCode, body } = await lambda.handler(event, { getRemainingTimeInMillis: () => 60_000 })
    expect(statusCode).to.equal(200)
    const [late, a, nonsense] = body as unknown[]
    expect(late).to.deep.equal({
      error: 'Request timed out',
      kind: 'timeout',
      url: `${origin}/slow`,
      attempts: 1,
      clock: 'attempt',
    })
    expect(a).to.deep.equal({ method: 'GET', path: '/a' })
    expect(nonsense).to.include({ kind: 'invalid-request', field: 'url' })
  })

  it('sends a body, and decodes one', async () => {
    const { origin } = closing(await serveSamples())
    const json = { 'content-type': 'application/json' }
    const gzip = { ...json, 'content-encoding': 'gzip' }
    const server = closing(await serve((_, response) => response.writeHead(200, gzip).end(gzipSync('[1]'))))
    const urls = [{ url: `${origin}/body`, method: 'POST', headers: json, body: [2] }, server.origin]
    expect(await lambda.handler({ urls })).to.deep.equal({ statusCode: 200, body: [[2], [1]] })
  })

  it('tells what is no HTTP', async () => {
    const server = closing(await serveSockets((socket) => socket.end('HTTP/1.1 099 Low\r\n\r\n')))
    const { body } = await lambda.handler({ urls: [server.origin] })
    expect((body as unknown[])[0]).to.include({ kind: 'protocol', code: 'ERR_ASSERTION' })
  })

  it('loads what an event needs, and has its parser compiled once', async () => {
    const server = closing(await serve((_, response) => response.writeHead(200, { 'x-some': 'x'.repeat(99) }).end('a')))
    const program = folder.write(
      'program.mjs',
      `const { handler } = await import('./index.mjs')
      const { body } = await handler({ urls: Array(100).fill(${JSON.stringify(server.origin)}) })
      console.log(JSON.stringify({ body, modules: process.moduleLoadList }))
      process.exit()`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, ['--trace-wasm-compilation-times', program], {
      env: { RX_FANOUT_ADDRESSES: 'any' },
    })
    const { body, modules } = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '')
    expect(body).to.deep.equal(Array(100).fill('a'))
    for (const name of ['assert', 'crypto', 'dns', 'http', 'http2', 'tls', 'zlib', 'internal/blocklist'])
      expect(modules).to.not.include(`NativeModule ${name}`)
    expect(stdout).to.include('using Liftoff').and.not.include('using TurboFan')
  })

  it('refuses an invalid event and an invalid environment', async () => {
    expect(await lambda.handler({})).to.have.property('statusCode', 400)
    expect(() => lambda.createHandler({ env: { RX_FANOUT_RETRIES: 'x' } })).to.throw(/RX_FANOUT_RETRIES/)
  })

  it('imports nothing but modules of Node.js', () => {
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path))
    expect(imports).to.not.be.empty
    expect(imports.filter((path) => !isBuiltin(path) || !path.startsWith('node:'))).to.deep.equal([])
  })

  it('holds no development dependency, nor the command line', () => {
    const packages = new Set(Object.keys(metafile.inputs).map(packageOf))
    for (const name of Object.keys(packageJson.devDependencies)) expect(packages).to.not.include(name)
    expect(packages).to.include.all.keys('rxjs', 'undici', 'io-ts', 'fp-ts')
    expect(Object.keys(metafile.inputs).filter((path) => /^(spec|scripts|src\/cli)\//.test(path))).to.deep.equal([])
  })

  it('takes the builds of rxjs and fp-ts that can be shaken', () => {
    const paths = Object.keys(metafile.inputs).filter((path) => /node_modules\/(rxjs|fp-ts)\//.test(path))
    expect(paths.filter((path) => !/\/(esm|esm5|es6)\//.test(path))).to.deep.equal([])
  })

  it('has its source map beside it, and names it', () => {
    const { sources } = JSON.parse(readFileSync(folder.path('index.mjs.map'), 'utf8'))
    expect(sources.some((source: string) => source.endsWith('src/fetchBatch.ts'))).to.equal(true)
    expect(bundle.toString()).to.match(/\/\/# sourceMappingURL=index\.mjs\.map\n?$/)
  })

  it(`makes a zip of at most ${MAX_ZIP_BYTES} bytes`, () => {
    const zip = zipSync({ 'index.mjs': bundle }, { level: 9, mtime: '1980-01-02' })
    expect(zip.byteLength).to.be.at.most(MAX_ZIP_BYTES)
  })

  it('makes the same bundle of the same sources', async () => {
    const path = folder.path('again/index.mjs')
    await bundleLambda(path)
    expect(readFileSync(path).equals(bundle)).to.equal(true)
  })
})
