import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { UsageError } from '../../../src/cli/options/UsageError.ts'
import { OutputError } from '../../../src/cli/output/OutputError.ts'
import { openRecord } from '../../../src/cli/resume/openRecord.ts'
import { FATE } from '../../../src/cli/resume/RequestPrints.ts'
import { jsonLine } from '../../../src/domain/jsonLine.ts'
import { failure, success } from '../../support/sampleResults.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const aborted = { kind: 'aborted', message: '' } as const

describe('openRecord', () => {
  const folder = temporaryFolder()

  it('makes a file that is not there, and adds lines to it', async () => {
    const path = folder.path('new.ndjson')
    const record = await openRecord(path)
    expect(record.isContinued).to.equal(false)
    record.append(success())
    record.append(failure())
    record.close()
    expect(readFileSync(path, 'utf8')).to.equal(jsonLine(success()) + jsonLine(failure()))
  })

  it('says why results cannot be read', async function () {
    const path = '/proc/self/mem' // a file whose first bytes nobody can read
    if (!existsSync(path)) this.skip()
    const error = await openRecord(path).catch((thrown: Error) => thrown)
    expect(error).to.have.property('message', `cannot read ${path}: i/o error`)
  })

  it('knows what became of each request, the best of several', async () => {
    const lines = [
      success({ index: 1 }),
      failure(undefined, { index: 2 }),
      failure(aborted, { index: 3, attempts: 0 }),
      failure({ kind: 'deadline', message: '' }, { index: 4 }),
      failure(undefined, { index: 5 }),
      success({ index: 5 }),
      failure(undefined, { index: 1 }),
      success({ index: 3_000, id: 'ü' }),
    ]
    const path = folder.write('fates.ndjson', lines.map(jsonLine).join(''))
    const { prints, isContinued, close } = await openRecord(path)
    close()
    const fates = [0, 1, 2, 3, 4, 5, 3_000].map((index) => prints.fate(index))
    const { unknown, done, failed, unsent, unsure } = FATE
    expect(fates).to.deep.equal([unknown, done, failed, unsent, unsure, done, done])
    expect({ isContinued, length: prints.length, line: prints.line(3_000) }).to.deep.equal({
      isContinued: true,
      length: 3_001,
      line: 8,
    })
    expect(prints.isSame(3_000, 'https://a.example/x\nü')).to.equal(true)
    expect(prints.isSame(3_000, 'https://a.example/x\n')).to.equal(false)
  })

  const whole = jsonLine(success())
  const second = jsonLine(success({ index: 1, url: 'https://a.example/ü' }))

  it('takes away a last line that was torn, wherever it was', async () => {
    const bytes = Buffer.from(second)
    for (let length = 0; length < bytes.length; length += 1) {
      const torn = Buffer.concat([Buffer.from(whole), bytes.subarray(0, length)])
      const path = folder.write('torn.ndjson', torn)
      const record = await openRecord(path)
      record.append(success({ index: 2 }))
      record.close()
      const kept = length === bytes.length - 1 ? second : '' // only its end was missing
      expect(readFileSync(path, 'utf8')).to.equal(`${whole}${kept}${jsonLine(success({ index: 2 }))}`)
    }
  })

  it('takes away zeros in place of lines, as a lost power supply leaves them', async () => {
    for (const begun of ['', '{"outc', second.slice(0, 30)]) {
      const path = folder.write('zeros.ndjson', `${whole}${begun}${'\0'.repeat(5_000)}`)
      const record = await openRecord(path)
      record.append(success({ index: 2 }))
      record.close()
      expect(readFileSync(path, 'utf8')).to.equal(`${whole}${jsonLine(success({ index: 2 }))}`)
    }
  })

  const wrong: ReadonlyArray<[name: string, text: string, message: RegExp]> = [
    ['a list of URLs', 'https://a.example/\n', /^line 1 of .* is no result/],
    ['a list of URLs without an end', 'https://a.example/', /^line 1 of .* is no result/],
    ['other JSON', `${whole}{"got":"success"}\n${whole}`, /^line 2 of .* is no result/],
    [
      'a line that was torn and written on to',
      `${whole}${second.slice(0, 40)}${second}`,
      /^line 2 .* is torn: delete that/,
    ],
    [
      'results of several inputs',
      whole + jsonLine(success({ url: 'https://b.example/' })),
      /^line 2 of .* tells of another request 0/,
    ],
  ]
  for (const [name, text, message] of wrong)
    it(`refuses ${name}, and leaves the file as it is`, async () => {
      const path = folder.write('wrong.ndjson', text)
      const error = await openRecord(path).catch((thrown: Error) => thrown)
      expect(error).to.be.an.instanceOf(UsageError).and.have.property('message').that.matches(message)
      expect(readFileSync(path, 'utf8')).to.equal(text)
    })

  it('keeps other runs out until it is closed, or fails', async () => {
    const path = folder.write('busy.ndjson', whole)
    const record = await openRecord(path)
    const error = await openRecord(path).catch((thrown: Error) => thrown)
    expect(error).to.be.an.instanceOf(UsageError).and.have.property('message').that.includes('another run')
    record.append(success({ index: 1 }))
    record.close()
    const failing = folder.write('failing.ndjson', 'nonsense\n')
    for (const _ of [1, 2])
      expect(await openRecord(failing).catch((thrown: Error) => thrown.message)).to.include('is no result')
    ;(await openRecord(path)).close()
  })

  it('refuses a folder', async () => {
    const error = await openRecord(folder.path('.')).catch((thrown: Error) => thrown)
    expect(error).to.be.an.instanceOf(UsageError)
  })

  it('rejects if the file cannot be made', async () => {
    const error = await openRecord(folder.path('missing/results.ndjson')).catch((thrown: Error) => thrown)
    expect(error).to.be.an.instanceOf(OutputError).and.have.property('message').that.includes('no such file')
  })

  it('throws if the disk is full', async function () {
    if (!existsSync('/dev/full')) this.skip()
    const error = await openRecord('/dev/full').catch((thrown: Error) => thrown)
    expect(error).to.be.an.instanceOf(UsageError) // it is no file
  })
})
