import { expect } from 'chai'
import { decodeEnvironment } from '../../../src/lambda/environment.ts'

const decode = (value: string) => decodeEnvironment({ RX_FANOUT_DESTINATION: value }).destination

describe('decodeDestination', () => {
  const VALID: ReadonlyArray<[value: string, destination: unknown]> = [
    ['log', 'log'],
    ['s3://my-results', { bucket: 'my-results', prefix: '' }],
    ['s3://my-results/', { bucket: 'my-results', prefix: '' }],
    ['s3://my.results/a/', { bucket: 'my.results', prefix: 'a/' }],
    ['s3://my-results/a/b c/', { bucket: 'my-results', prefix: 'a/b c/' }],
    ['', undefined],
  ]
  for (const [value, destination] of VALID)
    it(`reads ${JSON.stringify(value)}`, () => {
      expect(decode(value)).to.deep.equal(destination)
    })

  for (const value of [
    's3',
    's3://',
    's3:///a/',
    's3://ab/',
    's3://Bucket/',
    's3://bucket/prefix',
    'file:///tmp/',
    'LOG',
  ])
    it(`refuses ${value}`, () => {
      expect(() => decode(value)).to.throw(
        Error,
        `Environment variable RX_FANOUT_DESTINATION must be log or s3://bucket/prefix/, got ${value}`,
      )
    })
})
