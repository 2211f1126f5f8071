import { closeSync, openSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { jsonSink } from '../../../src/cli/output/lineSinks.ts'
import { OutputError } from '../../../src/cli/output/OutputError.ts'
import type { FetchResult } from '../../../src/domain/FetchResult.ts'
import { openSink } from '../../support/fakeConsole.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const RESULT: FetchResult = {
  outcome: 'failure',
  index: 0,
  url: 'https://a.example/ü\u2028',
  error: { kind: 'aborted', message: 'The batch was aborted' },
  attempts: 0,
  timing: { startedAtMs: 0, durationMs: 0 },
}

describe('jsonSink', () => {
  const folder = temporaryFolder()
  const { signal } = new AbortController()

  /** Standard output as a file that was opened so, which a shell does before the program starts. */
  const openFile = (flags: string) => {
    const path = folder.write('results.ndjson', 'before\n')
    const fd = openSync(path, flags)
    after(() => closeSync(fd))
    return { path, stream: Object.assign(openSink(), { fd }) }
  }

  it('has each line in a file before it returns, and nothing in its stream', () => {
    const { path, stream } = openFile('a')
    const { put } = jsonSink(stream, signal)
    for (const index of [0, 1]) expect(put({ ...RESULT, index })).to.equal(undefined)
    const [before, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(before).to.equal('before')
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([RESULT, { ...RESULT, index: 1 }])
    expect(stream.text()).to.equal('')
  })

  it('throws what standard output failed with', () => {
    const { put } = jsonSink(openFile('r').stream, signal)
    expect(() => put(RESULT)).to.throw(OutputError, 'cannot write standard output: bad file descriptor')
  })

  it('writes to the stream of what is no file', async () => {
    for (const fd of [undefined, openSync('/dev/null', 'w')]) {
      const stream = fd === undefined ? openSink() : Object.assign(openSink(), { fd })
      const { put, end } = jsonSink(stream, signal)
      await put(RESULT)
      await end()
      expect(JSON.parse(stream.text())).to.deep.equal(RESULT)
      if (fd !== undefined) closeSync(fd)
    }
  })
})
