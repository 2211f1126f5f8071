import { expect } from 'chai'
import { helpText } from '../../../src/cli/options/helpText.ts'
import { OPTIONS } from '../../../src/cli/options/OPTIONS.ts'
import { parseArguments } from '../../../src/cli/options/parseArguments.ts'
import { policyFromStrings } from '../../../src/domain/policyFromStrings.ts'

describe('helpText', () => {
  const whole = helpText(true)

  it('is at most 80 columns wide, and has no blanks at the ends of its lines', () => {
    for (const line of whole.split('\n')) expect(line).to.match(/^(.{0,79}\S)?$/)
  })

  for (const { name, value, example, says } of OPTIONS)
    it(`has --${name} with what it says`, () => {
      expect(says).to.not.equal(name) // a policy field of which nothing is said yet
      expect(whole).to.match(new RegExp(`^ +(-\\w, )?--${name}( |$)`, 'm'))
      if (value?.startsWith('<')) expect(whole).to.include(`e.g. --${name} ${example}`)
    })

  it('gives examples that can be typed', () => {
    for (const { name, value, example = '' } of OPTIONS) {
      const typed = value?.startsWith('<') ? [`--${name}`, example.replaceAll("'", '')] : [`--${name}`]
      expect(policyFromStrings(parseArguments(typed).policy)).to.have.property('_tag', 'Right')
    }
  })
})
