import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const SOURCE = new URL('../../src/cli/requireKept.ts', import.meta.url).href

describe('requireKept', () => {
  const closing = closeAfterEach()
  const folder = temporaryFolder()
  let cache = ''
  beforeEach(() => {
    cache = folder.path(`cache-${randomUUID()}`)
  })

  const program = (keep: string): string =>
    folder.write(
      'program.mjs',
      `import { requireKept } from '${SOURCE}'
const { exports, keep } = requireKept(process.argv[2], 'kept')
${keep}
console.log(exports.answer())\n`,
    )
  /** What a start says of a file whose answer this is; all answers are of the same length. */
  const start = async (answer: number, { env = {}, keep = 'keep()' } = {}): Promise<string> => {
    const file = folder.write('file.cjs', `exports.answer = () => ${answer}\n`)
    const all = { NODE_COMPILE_CACHE: cache, ...env }
    const { code, stdout, stderr } = await closing(startCli([file], all, { program: program(keep) })).ended
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    return stdout.trim()
  }
  const kept = (): string | undefined => {
    const files = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: 'utf8' }) : []
    const found = files.filter((name) => basename(name).includes('kept'))
    expect(found.length).to.be.below(2)
    return found[0] === undefined ? undefined : join(cache, found[0])
  }

  it('gives what a file exports, and keeps for its user alone what was compiled of it', async () => {
    expect(await start(1)).to.equal('1')
    expect(statSync(kept() ?? '').mode & 0o777).to.equal(0o600)
  })

  it('goes on from what is kept, and leaves it', async () => {
    await start(1)
    const before = statSync(kept() ?? '')
    expect(await start(2)).to.equal('1') // V8 tells sources by their length
    expect(statSync(kept() ?? '').ino).to.equal(before.ino)
  })

  it('keeps nothing unless it is told to', async () => {
    expect(await start(1, { keep: '' })).to.equal('1')
    expect(kept()).to.equal(undefined)
  })

  it('replaces what is broken', async () => {
    await start(1)
    const file = kept() ?? ''
    const whole = readFileSync(file)
    const flipped = Buffer.from(whole)
    const middle = Math.floor(whole.length / 2)
    flipped[middle] = 255 - (flipped[middle] ?? 0)
    const halfZero = Buffer.concat([whole.subarray(0, middle), Buffer.alloc(whole.length - middle)])
    for (const broken of [Buffer.from('nonsense'), Buffer.alloc(0), whole.subarray(0, -9), flipped, halfZero]) {
      writeFileSync(file, broken)
      expect(await start(2)).to.equal('2')
      expect(readFileSync(file).length).to.equal(whole.length)
    }
  })

  it('does not run what another user has written', async function () {
    if (process.getuid?.() !== 0) this.skip() // nobody else can give files away
    await start(1)
    chownSync(kept() ?? '', 65_534, 65_534)
    expect(await start(2)).to.equal('2')
  })

  it('keeps nothing where Node.js is told to keep nothing', async () => {
    expect(await start(1, { env: { NODE_DISABLE_COMPILE_CACHE: '1' } })).to.equal('1')
    expect(kept()).to.equal(undefined)
  })

  it('does without where the folder cannot be made, or something else stands there', async () => {
    expect(await start(1, { env: { NODE_COMPILE_CACHE: folder.write('no-folder', '') } })).to.equal('1')
    await start(1)
    const file = kept() ?? ''
    rmSync(file)
    mkdirSync(join(file, 'in-the-way'), { recursive: true })
    expect(await start(2)).to.equal('2')
  })

  it('does not wait for what a pipe in its place would say', async function () {
    if (process.platform === 'win32') this.skip() // it has none among its files
    await start(1)
    const file = kept() ?? ''
    rmSync(file)
    execFileSync('mkfifo', [file])
    expect(await start(2)).to.equal('2')
    expect(statSync(file).isFile()).to.equal(true)
  })
})
