import { expect } from 'chai'
import packageJson from '../package.json' with { type: 'json' }
import { assertNode } from '../src/assertNode.ts'
import { unsupportedNode } from '../src/unsupportedNode.ts'

describe('unsupportedNode', () => {
  for (const version of ['22.19.0', '22.20.1', '24.0.0', '100.1.2', process.versions.node])
    it(`is content with ${version}`, () => {
      expect(unsupportedNode(version)).to.equal(undefined)
      assertNode(version)
    })

  for (const version of ['22.18.9', '22.2.0', '20.20.2', '18.0.0', '9.11.2'])
    it(`says in a sentence what ${version} lacks`, () => {
      const sentence = `rx-fanout needs Node.js 22.19 or newer, and this is ${version}`
      expect(unsupportedNode(version)).to.equal(sentence)
      expect(() => assertNode(version))
        .to.throw(sentence)
        .with.property('stack', sentence)
    })

  it('asks for what the package does', () => {
    expect(packageJson.engines.node).to.equal('>=22.19')
  })
})
