import { expect } from 'chai'
import { parseArguments } from '../../../src/cli/options/parseArguments.ts'
import { UsageError } from '../../../src/cli/options/UsageError.ts'

const URL_A = 'https://a.example/'

describe('parseArguments', () => {
  const right: ReadonlyArray<[typed: string, urls: readonly string[], own: object, policy: object]> = [
    ['', [], {}, {}],
    [URL_A, [URL_A], {}, {}],
    [`-- ${URL_A} -x`, [URL_A, '-x'], {}, {}],
    [`-H a:1 --header b:2 ${URL_A}`, [URL_A], { header: ['a:1', 'b:2'] }, {}],
    [`-Ha:1 -XPUT -d x=1 -d @f`, [], { header: ['a:1'], method: ['PUT'], data: ['x=1', '@f'] }, {}],
    ['--json={"q":1} -qv', [], { json: ['{"q":1}'], quiet: [''], verbose: [''] }, {}],
    ['-d -1', [], { data: ['-1'] }, {}],
    ['--input - --input b', [], { input: ['-', 'b'] }, {}],
    ['--retries 1 --retries=2', [], {}, { retries: '2' }],
    ['-X PUT --method HEAD', [], { method: ['PUT', 'HEAD'] }, {}],
    ['--adaptive --no-adaptive', [], {}, { adaptive: 'false' }],
    ['--data=', [], { data: [''] }, {}],
    ['--event - --output ./-', [], { event: ['-'], output: ['./-'] }, {}],
    ['--timeout-ms=', [], {}, { timeoutMs: '' }],
    ['--retries -1', [], {}, { retries: '-1' }],
    [`--adaptive ${URL_A}`, [URL_A], {}, { adaptive: 'true' }],
    [`--no-adaptive ${URL_A}`, [URL_A], {}, { adaptive: 'false' }],
    ['--adaptive=false', [], {}, { adaptive: 'false' }],
    ['--no-cooldown', [], {}, { cooldown: 'false' }],
    ['--cooldown', [], {}, { cooldown: 'true' }],
    [`--cooldown false ${URL_A}`, [URL_A], {}, { cooldown: 'false' }],
    [`--adaptive ${URL_A} true`, [URL_A, 'true'], {}, { adaptive: 'true' }],
    ['--help', [], { help: [''] }, {}],
    ['-h all', [], { help: ['all'] }, {}],
    ['--help=all', [], { help: ['all'] }, {}],
    [`--quiet all`, ['all'], { quiet: [''] }, {}],
    ['-V', [], { version: [''] }, {}],
  ]
  for (const [typed, urls, own, policy] of right)
    it(`reads ${typed || 'nothing'}`, () => {
      expect(parseArguments(typed.split(' ').filter((word) => word !== ''))).to.deep.equal({ urls, own, policy })
    })

  const wrong: ReadonlyArray<[typed: string, message: RegExp]> = [
    ['--bogus', /^unknown option --bogus: see rx-fanout --help all$/],
    ['--timeout 5', /^unknown option --timeout: Did you mean --timeout-ms\?$/],
    ['--headers a:1', /^unknown option --headers: Did you mean --header\?$/],
    ['-o x', /^unknown option -o: type --output <dir>/],
    ['-k', /^unknown option -k: /],
    ['--constructor', /^unknown option --constructor: see/],
    ['--max-time 5', /type --timeout-ms/],
    ['--concurrency', /^the value of --concurrency is missing: type for example --concurrency 100$/],
    ['--concurrency --retries 1', /^the value of --concurrency is missing/],
    ['-H', /^the value of -H is missing: type for example --header 'Accept: text\/csv'$/],
    ['--quiet=yes', /^--quiet takes no value: type --quiet alone$/],
    ['--adaptive=often', /^--adaptive is a switch: type --adaptive alone, or --no-adaptive$/],
    ['--no-cooldown=often', /^--no-cooldown is a switch: type --no-cooldown alone, or --cooldown$/],
    ['--no-retries', /^unknown option --no-retries/],
    ...['--input', '--output', '--resume', '--event', '--json', '--header', '--method', '--max-failures'].map(
      (name): [string, RegExp] => [`${name}=`, new RegExp(`^the value of ${name} is empty: type for example ${name} `)],
    ),
    ['-H ', /^the value of -H is empty: type for example --header 'Accept: text\/csv'$/],
    ...['--output', '--resume'].map((name): [string, RegExp] => [
      `${name} -`,
      new RegExp(`^${name} needs a name, not '-': type for example ${name} `),
    ]),
    ...['--output', '--resume', '--event', '--json'].map((name): [string, RegExp] => [
      `${name} a ${name}=b`,
      new RegExp(`^give one ${name} at a time$`),
    ]),
  ]
  for (const [typed, message] of wrong)
    it(`refuses ${typed}`, () => {
      expect(() => parseArguments(typed.split(' '))).to.throw(UsageError, message)
    })
})
