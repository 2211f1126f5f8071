import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { expect } from 'chai'
import { UsageError } from '../../../src/cli/options/UsageError.ts'
import { lockFile } from '../../../src/cli/resume/lockFile.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { useRealSockets } from '../../support/realSockets.ts'
import { startCli } from '../../support/startCli.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { until } from '../../support/until.ts'

const SOURCE = new URL('../../../src/cli/resume/lockFile.ts', import.meta.url).href
const MESSAGE =
  /^another run is writing to .*results\.ndjson: wait until it has ended, or give another file to --resume$/

describe('lockFile', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  const refusal = (path: string): Promise<unknown> => lockFile(path).catch((error: unknown) => error)
  const expectRefused = async (path: string): Promise<void> =>
    void expect(await refusal(path))
      .to.be.an.instanceOf(UsageError)
      .and.have.property('message')
      .that.matches(MESSAGE)

  /** Nothing is left of a lock. */
  const untilFree = (path: string): Promise<void> =>
    until(
      () => 'the lock is gone',
      () => !existsSync(`${path}.lock`),
    )

  it('refuses a file that is locked, by whatever name, until it is free again', async () => {
    const path = folder.write('results.ndjson', '')
    mkdirSync(folder.path('below'))
    symlinkSync(path, folder.path('below/results.ndjson'))
    const unlock = await lockFile(path)
    await expectRefused(path)
    await expectRefused(folder.path('below/../results.ndjson'))
    await expectRefused(folder.path('below/results.ndjson'))
    unlock()
    await untilFree(path)
    ;(await lockFile(path))()
  })

  it('locks a file that is not there yet', async () => {
    const path = folder.path('new-results.ndjson')
    const unlock = await lockFile(path)
    await expectRefused(path)
    unlock()
  })

  const program = (path: string, rest: string): string =>
    folder.write(
      'holder.mjs',
      `import { lockFile } from '${SOURCE}'\nawait lockFile(${JSON.stringify(path)})\nconsole.log('held')\n${rest}\n`,
    )

  it('refuses it while the process that holds it is stopped, and no longer once that was killed', async () => {
    const path = folder.write('killed-results.ndjson', '')
    const { child, ended } = closing(startCli([], {}, { program: program(path, 'setTimeout(() => {}, 30_000)') }))
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    await until(
      () => 'the other process holds it',
      () => said !== '',
    )
    await expectRefused(path)
    child.kill('SIGSTOP')
    await expectRefused(path)
    child.kill('SIGKILL')
    await ended
    expect(readdirSync(`${path}.lock`)).to.have.length(1)
    const all = await Promise.all(Array.from({ length: 8 }, () => refusal(path)))
    const held = all.filter((one) => typeof one === 'function')
    expect(held.length).to.be.below(2) // of those that come at the same moment
    for (const unlock of held) unlock()
    ;(await lockFile(path))()
  })

  it('takes away what is left of a process that is gone, once it is old', async () => {
    const path = folder.write('old-results.ndjson', '')
    const kill = 'process.kill(process.pid, "SIGKILL")'
    await closing(startCli([], {}, { program: program(path, kill) })).ended
    expect(readdirSync(`${path}.lock`)).to.have.length(1)
    const now = Date.now
    try {
      Date.now = () => now() + 3_000
      ;(await lockFile(path))()
    } finally {
      Date.now = now
    }
    await untilFree(path)
  })

  it('does not keep its process', async () => {
    const path = folder.write('results.ndjson', '')
    expect(await closing(startCli([], {}, { program: program(path, '') })).ended).to.include({ code: 0, stderr: '' })
  })

  it('leaves what else stands there', async () => {
    const path = folder.write('some-results.ndjson', '')
    folder.write('some-results.ndjson.lock', 'mine')
    ;(await lockFile(path))()
    expect(readFileSync(`${path}.lock`, 'utf8')).to.equal('mine')
    const other = folder.write('other-results.ndjson', '')
    mkdirSync(`${other}.lock`)
    folder.write('other-results.ndjson.lock/notes.txt', 'mine')
    ;(await lockFile(other))()
    expect(readdirSync(`${other}.lock`)).to.include('notes.txt')
  })

  it('locks nothing where no socket can be made', async () => {
    for (const path of [folder.path('missing/results.ndjson'), folder.write('x'.repeat(200), ''), '/proc/self/comm']) {
      ;(await lockFile(path))()
      ;(await lockFile(path))()
    }
  })
})
