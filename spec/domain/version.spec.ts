import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { VERSION } from '../../src/domain/version.ts'

describe('VERSION', () => {
  it('is the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(VERSION).to.equal(version)
  })
})
