import { expect } from 'chai'
import { assertNoFile } from '../../../src/cli/input/assertNoFile.ts'
import { UsageError } from '../../../src/cli/options/UsageError.ts'

const URL_A = 'https://a.example/'

describe('assertNoFile', () => {
  const wrong: ReadonlyArray<[urls: readonly string[], inputs: readonly string[], says: string]> = [
    [['-'], [], "'-' is no URL: type --input - for standard input"],
    [[URL_A, './package.json'], [], './package.json is a file, no URL: type --input ./package.json'],
    [['@package.json'], [], '@package.json is a file, no URL: type --input package.json'],
    [['src'], [], 'src is a file, no URL: type --input src'],
    [[], ['-', 'HTTPS://user:s3cr3t@a.example/'], '--input takes a file, no URL: type URLs without --input'],
  ]
  for (const [urls, inputs, says] of wrong)
    it(`refuses ${[...urls, ...inputs.map((path) => `--input ${path}`)].join(' ')}`, () => {
      expect(() => assertNoFile(urls, inputs)).to.throw(UsageError, says)
    })

  const right: ReadonlyArray<[urls: readonly string[], inputs: readonly string[]]> = [
    [[URL_A, 'localhost:7900/x', 'nonsense', '', 'file:package.json'], []],
    [[], ['-', 'package.json', 'missing.txt', 'http']],
  ]
  for (const [urls, inputs] of right)
    it(`minds nothing about ${[...urls, ...inputs].join(' ')}`, () => {
      expect(() => assertNoFile(urls, inputs)).to.not.throw()
    })
})
