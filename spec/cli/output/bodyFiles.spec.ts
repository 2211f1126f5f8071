import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { openBodyFiles } from '../../../src/cli/output/bodyFiles.ts'
import { OutputError } from '../../../src/cli/output/OutputError.ts'
import { failure, success } from '../../support/sampleResults.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

describe('openBodyFiles', () => {
  const folder = temporaryFolder()

  const bodies = [
    ['the bytes of base64', success({ body: 'AP8=', bodyType: 'base64' }), Buffer.from([0, 255])],
    ['text', success({ body: 'ü', bodyType: 'text' }), Buffer.from('ü')],
    ['JSON', success({ body: { a: 1 }, bodyType: 'json' }), Buffer.from('{"a":1}')],
    ['nothing', success({ body: null, bodyType: 'empty' }), Buffer.from('')],
  ] as const
  for (const [name, result, bytes] of bodies)
    it(`writes ${name} to a file that its result names in the place of its body`, async () => {
      const dir = folder.path('pages')
      const save = await openBodyFiles(join(dir, 'deeper'), true)
      const file = join(dir, 'deeper', '0-x.json')
      expect(await save(result)).to.deep.equal({ ...result, body: null, file })
      expect(readFileSync(file).equals(bytes)).to.equal(true)
      expect(readdirSync(join(dir, 'deeper'))).to.deep.equal(['0-x.json'])
    })

  it('leaves failures in their results, as text where they are that', async () => {
    const save = await openBodyFiles(folder.path('pages'), true)
    const status = (body: unknown) => failure({ kind: 'status', message: '', status: 500, headers: {}, body })
    expect(await save(failure())).to.deep.equal(failure())
    expect(await save(status(null))).to.deep.equal(status(null))
    expect(await save(status('bm8='))).to.deep.equal(status('no'))
    expect(await save(status('/w=='))).to.deep.equal(status('/w=='))
    expect(await (await openBodyFiles(folder.path('pages'), false))(status('bm8='))).to.deep.equal(status('bm8='))
  })

  it('never writes through a link, but takes its place', async () => {
    const outside = folder.write('outside.txt', 'mine')
    const dir = folder.path('linked')
    mkdirSync(dir)
    for (const name of ['0-x.json', '.0-x.json.part']) symlinkSync(outside, join(dir, name))
    const save = await openBodyFiles(dir, false)
    await save(success())
    expect(readFileSync(outside, 'utf8')).to.equal('mine')
    expect(lstatSync(join(dir, '0-x.json')).isFile()).to.equal(true)
  })

  it('rejects before anything is fetched where no folder can be made or written', async () => {
    const file = folder.write('file', '')
    for (const wrong of [file, join(file, 'below'), '/proc/rx-fanout']) {
      const error = await openBodyFiles(wrong, true).catch((thrown: Error) => thrown)
      expect(error)
        .to.be.an.instanceOf(OutputError)
        .and.have.property('message')
        .that.includes(`cannot write ${wrong}: `)
    }
  })
})
