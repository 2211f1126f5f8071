import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import packageJson from '../../package.json' with { type: 'json' }
import { API, estimate, estimateTable, PRICES_OF } from '../../scripts/deploy/estimate.ts'
import { codeSpans, sectionOf, tableOf } from '../support/markdown.ts'
import { readTemplate } from '../support/readTemplate.ts'

const FOLDER = new URL('../../scripts/deploy/', import.meta.url)
const README = readFileSync(new URL('README.md', FOLDER), 'utf8')
const oneLine = README.replaceAll(/\s+/g, ' ')
const { Parameters, Resources } = readTemplate(new URL('template.yaml', FOLDER))

describe('scripts/deploy/README.md', () => {
  it('has the arithmetic as it is computed, with its date', () => {
    expect(README).to.include(estimateTable())
    expect(oneLine).to.include(`prices of us-east-1 as of ${PRICES_OF}`)
  })

  it('works the arithmetic through as it is computed', () => {
    const { invocations = 0, gbSeconds = 0, seconds = 0 } = { ...estimate('Distributed Map', 100_000) }
    expect([invocations, seconds, gbSeconds].map(Math.round)).to.deep.equal([1_000, 220, 1_900])
    expect(oneLine)
      .to.include('1,000 invocations')
      .and.include('five at once need 220 s')
      .and.include('are 1,900 GB-seconds')
    expect(API).to.include({ perSecond: 500, answerMs: 200 })
  })

  it('has every parameter of the template with its default', () => {
    const rows = tableOf(sectionOf(README, 'Parameters')).flatMap(([name = '', shown = '']) => {
      const [parameter = ''] = codeSpans(name)
      return parameter in Parameters ? [[parameter, shown] as const] : []
    })
    expect(rows.map(([name]) => name)).to.deep.equal(Object.keys(Parameters))
    for (const [name, shown] of rows) {
      const value = Parameters[name]?.Default
      if (value === '') expect(shown, name).to.equal('none')
      else if (name !== 'ScheduledBatch') expect(shown, name).to.equal(String(value))
    }
  })

  it('says of every alarm what to do', () => {
    const alarms = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    const named = tableOf(sectionOf(README, 'When an alarm rings')).flatMap(([name = '']) => codeSpans(name))
    expect(named).to.have.members(alarms.map(([name]) => name))
  })

  it('names commands, files and headings that are there', () => {
    for (const [, script = ''] of README.matchAll(/npm run ([\w:]+)/g))
      expect(packageJson.scripts).to.have.property(script)
    for (const path of codeSpans(README).filter(
      (span) => /^(spec|scripts|dist)\//.test(span) && !span.startsWith('dist'),
    ))
      expect(existsSync(new URL(`../../${path}`, FOLDER)), path).to.equal(true)
    const anchors = [...README.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-'))
    for (const [, anchor = ''] of README.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).to.include(anchor)
  })
})

describe('estimate', () => {
  it('lets no way start more than the API allows', () => {
    for (const way of ['direct', 'streaming', 'SQS', 'Distributed Map', 'the command'] as const) {
      const found = estimate(way, 1_000)
      expect((found?.environments ?? 0) * (found?.ratePerEnvironment ?? 0), way).to.be.within(1, API.perSecond)
    }
  })

  it('knows what does not fit', () => {
    expect(estimate('direct', 100_000)).to.equal(undefined)
    expect(estimate('streaming', 10_000_000)).to.equal(undefined)
  })
})
