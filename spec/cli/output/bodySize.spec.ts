import { expect } from 'chai'
import { bodySize } from '../../../src/cli/output/bodySize.ts'
import { failure, success } from '../../support/sampleResults.ts'

const status = (body: unknown, headers = {}) =>
  failure({ kind: 'status', message: 'The status is 500', status: 500, headers, body })

describe('bodySize', () => {
  const table = [
    ['what the server said', success({ headers: { 'content-length': '12' } }), 12],
    [
      'not what it said of packed bytes',
      success({ headers: { 'content-length': '12', 'content-encoding': 'gzip' } }),
      7,
    ],
    ['not what is no length', success({ headers: { 'content-length': '-1' } }), 7],
    ['text in its bytes', success({ headers: {}, body: 'ü', bodyType: 'text' }), 2],
    ['base64 as what it stands for', success({ headers: {}, body: 'AAAA', bodyType: 'base64' }), 3],
    ['base64 with one byte at its end', success({ headers: {}, body: 'AA==', bodyType: 'base64' }), 1],
    ['base64 with two bytes at its end', success({ headers: {}, body: 'AAA=', bodyType: 'base64' }), 2],
    ['no body', success({ headers: {}, body: null, bodyType: 'empty' }), 0],
    ['what a failure said', status('abc'), 3],
    ['a failure without an answer', failure(), 0],
  ] as const
  for (const [name, result, size] of table)
    it(`counts ${name}`, () => {
      expect(bodySize(result)).to.equal(size)
    })
})
