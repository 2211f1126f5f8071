import { expect } from 'chai'
import { traceHeaders } from '../../../src/lambda/seeing/traceHeaders.ts'

const ROOT = 'Root=1-5759e988-bd862e3fe1be46a994272793'
const W3C = '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8'

describe('traceHeaders', () => {
  const TABLE: ReadonlyArray<readonly [what: string, xRay: string | undefined, traceparent: string | undefined]> = [
    ['a sampled trace', `${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`, `${W3C}-01`],
    ['one that is not sampled', `${ROOT};Parent=53995c3f42cd8ad8;Sampled=0`, `${W3C}-00`],
    ['one whose sampling is not decided', `${ROOT};Parent=53995c3f42cd8ad8;Sampled=?`, `${W3C}-00`],
    [
      'more fields, in another order',
      `Self=1-5759e988-a;${ROOT};Sampled=1;Parent=53995c3f42cd8ad8;Lineage=a:0`,
      `${W3C}-01`,
    ],
    ['one without a parent', ROOT, undefined],
    ['one whose parent no W3C trace may have', `${ROOT};Parent=0000000000000000;Sampled=1`, undefined],
  ]
  for (const [what, xRay, traceparent] of TABLE)
    it(`passes on ${what}`, () => {
      const expected = { 'x-amzn-trace-id': xRay, ...(traceparent === undefined ? {} : { traceparent }) }
      expect(traceHeaders(xRay)).to.deep.equal(expected)
    })

  for (const [what, xRay] of [
    ['none', undefined],
    ['an empty one', ''],
    ['one without a root', 'Parent=53995c3f42cd8ad8;Sampled=1'],
    ['a root in capitals', ROOT.toUpperCase()],
    ['one with a line break', `${ROOT}\r\nx-injected: 1`],
    ['one that is too long', `${ROOT};${'a'.repeat(600)}`],
  ] as const)
    it(`is nothing for ${what}`, () => {
      expect(traceHeaders(xRay)).to.deep.equal({})
    })
})
