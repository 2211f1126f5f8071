import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { bytesOf, onceOnly } from '../../../src/cli/input/bytesOf.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const stdinOf = (said: string) => Readable.from([Buffer.from(said)])

describe('bytesOf', () => {
  const folder = temporaryFolder()
  const pipe = (name: string): string => {
    execFileSync('mkfifo', [folder.path(name)])
    return folder.path(name)
  }

  it('reads a file, and standard input by each of its names', async () => {
    expect(await text(bytesOf(folder.write('a', 'said'), stdinOf('')))).to.equal('said')
    for (const name of ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'])
      expect(await text(bytesOf(name, stdinOf('said'))), name).to.equal('said')
  })

  it('names a standard input that is a folder or closed', async () => {
    const here = openSync('/', 'r')
    const table: ReadonlyArray<[fd: number, says: string]> = [
      [here, 'it is a directory'],
      [1_000_000, 'bad file descriptor'],
    ]
    try {
      for (const [fd, says] of table) {
        const error = await text(bytesOf('-', Object.assign(stdinOf(''), { fd }))).catch((thrown: Error) => thrown)
        expect(error).to.have.property('message', `cannot read standard input: ${says}`)
      }
    } finally {
      closeSync(here)
    }
  })

  it('waits for the writer of a named pipe, and reads what it says as it comes', async () => {
    const path = pipe('named')
    const bytes = bytesOf(path, stdinOf(''))
    const first = bytes.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    const writer = openSync(path, 'w')
    writeSync(writer, 'one')
    expect(String((await first).value)).to.equal('one')
    writeSync(writer, 'two')
    expect(String((await bytes.next()).value)).to.equal('two')
    closeSync(writer)
    expect((await bytes.next()).done).to.equal(true)
  })

  const onLinux = process.platform === 'linux' ? it : it.skip // elsewhere a pipe is read as a file
  onLinux('lets a silent pipe go when it is told to', async () => {
    const closing = new AbortController()
    const silent = bytesOf(pipe('silent'), stdinOf(''), closing.signal).next()
    setTimeout(() => closing.abort(), 50)
    expect(await silent.catch((error: Error) => error)).to.be.an.instanceOf(Error)
  })
})

describe('onceOnly', () => {
  const table: ReadonlyArray<[path: string, name: string | undefined]> = [
    ['-', 'standard input'],
    ['/dev/stdin', 'standard input'],
    ['/proc/self/fd/0', 'standard input'],
    ['/dev/fd/63', '/dev/fd/63'],
    ['./-', undefined],
    ['/dev/fd/', undefined],
    ['urls.txt', undefined],
  ]
  for (const [path, name] of table)
    it(`knows ${path} as ${name ?? 'what can be read again'}`, () => {
      expect(onceOnly(path)).to.equal(name)
    })
})
