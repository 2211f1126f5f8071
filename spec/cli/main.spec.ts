import { closeSync, openSync } from 'node:fs'
import { expect } from 'chai'
import { main } from '../../src/cli/main.ts'
import type { FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import type { FetchResult } from '../../src/domain/FetchResult.ts'
import { VERSION } from '../../src/domain/version.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { fakeConsole } from '../support/fakeConsole.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultsInOrder } from '../support/resultLines.ts'
import { type SampleApi, serveSamples } from '../support/sampleApi.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const URL_A = 'https://a.example/'

/** Nothing listens there. */
const REFUSED = 'http://127.0.0.1:1/'

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string }

const run = async (args: readonly string[], stdin = ''): Promise<Run> => {
  const console = fakeConsole({ stdin })
  const code = await main(args, console)
  return { code, stdout: console.stdout.text(), stderr: console.stderr.text() }
}

const outcomeOf = (result: FetchResult): string | number =>
  result.outcome === 'success' ? result.status : result.error.kind

describe('main', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('fetches the URLs that it is given, with results as NDJSON and a table in input order', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout, stderr } = await run([`${origin}/later`, `${origin}/a`, `${origin}/later`])
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ index, url }) => [index, url])).to.deep.equal([
      [0, `${origin}/later`],
      [1, `${origin}/a`],
      [2, `${origin}/later`],
    ])
    const rows = stderr.split('\n').filter((line) => line.startsWith('http'))
    expect(rows.map((row) => row.split(/ {2,}/)[0])).to.deep.equal([
      `${origin}/later`,
      `${origin}/a`,
      `${origin}/later`,
    ])
    expect(stderr).to.include('3 ok, 0 failed\n')
  })

  const endings: ReadonlyArray<[name: string, paths: readonly string[], flags: readonly string[], code: number]> = [
    ['all are ok', ['/a', '/b'], [], 0],
    ['some failed', ['/a', '/missing'], [], 1],
    ['none is ok', ['/missing', '/missing'], [], 3],
    ['the deadline passes', ['/a', '/slow'], ['--deadline-ms', '200'], 4],
  ]
  for (const [name, paths, flags, code] of endings)
    it(`ends with ${code} if ${name}`, async () => {
      const { origin } = closing(await serveSamples())
      expect((await run([...paths.map((path) => origin + path), ...flags])).code).to.equal(code)
    })

  it('tells of every URL that the deadline left undone', async () => {
    const { origin } = closing(await serveSamples())
    const urls = ['/slow', '/a', '/b', '/c'].map((path) => origin + path)
    const { code, stdout, stderr } = await run([...urls, '--concurrency', '1', '--deadline-ms', '100'])
    expect(code).to.equal(4)
    expect(resultsInOrder(stdout).map(outcomeOf)).to.deep.equal(['deadline', 'deadline', 'deadline', 'deadline'])
    expect(stderr.split('\n').filter((line) => line.startsWith('http'))).to.have.length(4)
  })

  it('tells a URL that is none at its place', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout } = await run([`${origin}/a`, 'nonsense', `${origin}/b`])
    expect(code).to.equal(1)
    expect(resultsInOrder(stdout).map(outcomeOf)).to.deep.equal([200, 'invalid-request', 200])
  })

  type Effect = (given: SampleApi) => Promise<void>
  const outcomes = async ({ origin }: SampleApi, paths: readonly string[], ...flags: readonly string[]) =>
    resultsInOrder((await run([...paths.map((path) => origin + path), ...flags])).stdout)
  const four = ['/later/1', '/later/2', '/later/3', '/later/4']

  const effects: { readonly [F in keyof FetchPolicy]-?: readonly [flag: string, effect: Effect] } = {
    concurrency: [
      '--concurrency',
      async (api) => {
        await outcomes(api, four, '--concurrency', '1')
        expect(api.peak).to.be.at.most(1)
      },
    ],
    perOrigin: [
      '--per-origin',
      async (api) => {
        await outcomes(api, four, '--per-origin', '2')
        expect(api.peak).to.be.at.most(2)
      },
    ],
    deadlineMs: [
      '--deadline-ms',
      async (api) => {
        const [result] = await outcomes(api, ['/slow'], '--deadline-ms', '100')
        expect(result).to.have.property('error').that.includes({ kind: 'deadline' })
      },
    ],
    rate: [
      '--rate',
      async (api) => {
        const results = await outcomes(api, four, '--rate', '2/1h', '--deadline-ms', '300')
        expect(results.map(outcomeOf)).to.deep.equal([200, 'deadline', 'deadline', 'deadline'])
      },
    ],
    cooldown: [
      '--cooldown',
      async (api) => {
        const flags = ['--concurrency', '1', '--deadline-ms', '300']
        const told = await outcomes(api, ['/busy', '/a'], ...flags)
        expect(told.map(outcomeOf)).to.deep.equal(['rate-limited', 'deadline'])
        const deaf = await outcomes(api, ['/busy', '/a'], ...flags, '--cooldown', 'false')
        expect(deaf.map(outcomeOf)).to.deep.equal(['rate-limited', 200])
      },
    ],
    retryBudget: [
      '--retry-budget',
      async (api) => {
        const patient = ['--retries', '100', '--retry-delay-ms', '1', '--max-retry-delay-ms', '1']
        await outcomes(api, ['/unavailable', '/unavailable'], '--retry-budget', '0', ...patient)
        expect(api.heard).to.have.length(2 + 100)
      },
    ],
    adaptive: [
      '--adaptive',
      async (api) => {
        const paths = ['/unavailable', '/slow/1', '/slow/2', '/slow/3', '/a']
        const flags = ['--concurrency', '4', '--retries', '0', '--deadline-ms', '300']
        const started = async (...more: readonly string[]) =>
          (await outcomes(api, paths, ...flags, ...more))[4]?.attempts
        expect(await started()).to.equal(1)
        expect(await started('--adaptive', 'true')).to.equal(0)
      },
    ],
    ordered: [
      '--ordered',
      async ({ origin }) => {
        const urls = ['/later/1', '/a', '/b'].map((path) => origin + path)
        const { stdout } = await run([...urls, '--ordered', 'true'])
        expect(
          stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line).index),
        ).to.deep.equal([0, 1, 2])
      },
    ],
    history: [
      '--history',
      async (api) => {
        const flags = ['--history', 'true', '--retries', '1', '--retry-delay-ms', '1']
        const [result] = await outcomes(api, ['/unavailable'], ...flags)
        expect(result?.history?.map(({ status }) => status)).to.deep.equal([503, 503])
      },
    ],
    hedgeAfterMs: [
      '--hedge-after-ms',
      async (api) => {
        const [result] = await outcomes(
          api,
          ['/slow'],
          '--hedge-after-ms',
          '1',
          '--timeout-ms',
          '500',
          '--retries',
          '0',
        )
        expect(result).to.include({ attempts: 2 })
      },
    ],
    timeoutMs: [
      '--timeout-ms',
      async (api) => {
        const [result] = await outcomes(api, ['/slow'], '--timeout-ms', '100', '--retries', '0')
        expect(result).to.have.property('error').that.includes({ kind: 'timeout', clock: 'attempt' })
      },
    ],
    totalTimeoutMs: [
      '--total-timeout-ms',
      async (api) => {
        const [result] = await outcomes(api, ['/slow'], '--total-timeout-ms', '100')
        expect(result).to.have.property('error').that.includes({ kind: 'timeout', clock: 'total' })
      },
    ],
    retries: [
      '--retries',
      async (api) => {
        const [result] = await outcomes(api, ['/unavailable'], '--retries', '4', '--retry-delay-ms', '1')
        expect(result).to.include({ attempts: 5 })
      },
    ],
    retryStatuses: [
      '--retry-statuses',
      async (api) => {
        const flags = ['--retry-statuses', '404,410', '--retry-delay-ms', '1']
        const [missing, unavailable] = await outcomes(api, ['/missing', '/unavailable'], ...flags)
        expect([missing?.attempts, unavailable?.attempts]).to.deep.equal([3, 1])
      },
    ],
    retryDelayMs: [
      '--retry-delay-ms',
      async (api) => {
        const flags = ['--retry-delay-ms', '1', '--retries', '6', '--total-timeout-ms', '10000']
        const [result] = await outcomes(api, ['/unavailable'], ...flags)
        expect(result).to.include({ attempts: 7 })
      },
    ],
    maxRetryDelayMs: [
      '--max-retry-delay-ms',
      async (api) => {
        const flags = ['--max-retry-delay-ms', '1', '--retries', '20', '--total-timeout-ms', '10000']
        const [result] = await outcomes(api, ['/unavailable'], ...flags)
        expect(result).to.include({ attempts: 21 })
      },
    ],
    maxRetryAfterMs: [
      '--max-retry-after-ms',
      async (api) => {
        const flags = ['--max-retry-after-ms', '119999', '--total-timeout-ms', '200000']
        const [result] = await outcomes(api, ['/busy'], ...flags)
        expect(result).to.have.property('error').that.includes({ kind: 'rate-limited', retryAfterMs: 120_000 })
      },
    ],
    maxBodyBytes: [
      '--max-body-bytes',
      async (api) => {
        const [result] = await outcomes(api, ['/a'], '--max-body-bytes', '5')
        expect(result).to.have.property('error').that.includes({ kind: 'too-large', part: 'body', limitBytes: 5 })
      },
    ],
    maxRedirects: [
      '--max-redirects',
      async (api) => {
        const [result] = await outcomes(api, ['/moved'], '--max-redirects', '0')
        expect(result).to.have.property('error').that.includes({ kind: 'redirect', reason: 'too-many' })
      },
    ],
    parse: [
      '--parse',
      async (api) => {
        const [result] = await outcomes(api, ['/a'], '--parse', 'text')
        expect(result).to.include({ body: '{"method":"GET","path":"/a"}', bodyType: 'text' })
      },
    ],
  }
  for (const [field, [flag, effect]] of Object.entries(effects))
    it(`sets ${field} by ${flag}`, async () => {
      await effect(closing(await serveSamples()))
    })

  it('takes a flag anywhere, and its value after an equals sign', async () => {
    const { origin } = closing(await serveSamples())
    const { stdout } = await run(['--parse=text', `${origin}/a`, '--max-redirects=0', `${origin}/moved`])
    expect(resultsInOrder(stdout).map(outcomeOf)).to.deep.equal([200, 'redirect'])
  })

  const wrong: ReadonlyArray<[args: readonly string[], ...says: string[]]> = [
    [[URL_A, '--timeout-ms', '0'], '--timeout-ms', 'an integer from 1 to 2147483647', 'got 0'],
    [[URL_A, '--timeout-ms', 'soon'], '--timeout-ms', 'an integer', 'got soon'],
    [[URL_A, '--timeout-ms='], '--timeout-ms', 'an integer', 'got'],
    [[URL_A, '--concurrency', '1.5'], '--concurrency', 'an integer from 1 to 65535', 'got 1.5'],
    [[URL_A, '--retries=-1'], '--retries', 'an integer from 0 to 100', 'got -1'],
    [[URL_A, '--retry-statuses', '404,5'], '--retry-statuses', 'an integer from 100 to 999', 'got 5'],
    [[URL_A, '--retry-statuses', '404,5'], '(for example --retry-statuses 429,503)'],
    [[URL_A, '--parse', 'xml'], '--parse', "'auto' | 'json' | 'text' | 'base64'", 'got xml'],
    [[URL_A, '--retries', '101', '--parse', 'xml'], '--retries', 'got 101', '--parse', 'got xml'],
    [[URL_A, '--concurrency'], '--concurrency', 'missing'],
    [[URL_A, '--bogus', '5'], '--bogus', 'unknown'],
    [['--bogus'], '--bogus', 'unknown'],
    [['--event', '-', '--input', '-'], 'URLs', '--input', '--event'],
    [['-d', '@-'], 'standard input is what the requests get', '--input'],
    [['-H', '@/dev/stdin', '-q'], 'standard input is what the requests get'],
    [['--input', '-', '--input', '/dev/stdin'], 'standard input', 'once'],
    [['--input', '/dev/fd/63', '--input', '/dev/fd/63'], '/dev/fd/63 can be read only once'],
    [[URL_A, '--input', 'urls.txt'], 'URLs', '--input', '--event'],
    [[URL_A, '--event', 'event.json'], 'URLs', '--input', '--event'],
    [['--input', 'urls.txt', '--event', 'event.json'], 'URLs', '--input', '--event'],
    [['--event', 'event.json', '--retries', '5'], '--event'],
    [['--event', 'event.json', '--event', 'other.json'], 'one --event'],
    [['--demo', '--retries', '5'], '--demo'],
    [['--demo', URL_A], '--demo'],
    [['--input', '-', '--input', '-'], 'standard input', 'once'],
    [['-'], "'-' is no URL: type --input - for standard input"],
    [[URL_A, 'package.json'], 'package.json is a file, no URL: type --input package.json'],
    [['@package.json', '-q'], '@package.json is a file, no URL: type --input package.json'],
    [['--input', URL_A], '--input takes a file, no URL: type URLs without --input'],
    [['--input', 'urls.txt', '--concurency', '5'], '--concurency', 'Did you mean --concurrency'],
    [['--input', 'urls.txt', '--timeout', '5'], '--timeout', 'Did you mean --timeout-ms'],
    [['--input', '/missing/urls.txt'], 'cannot read /missing/urls.txt: no such file or directory\n'],
    [['--event', '/missing/event.json'], 'cannot read /missing/event.json: no such file or directory\n'],
    [['--event', '/'], 'cannot read /: it is a directory\n'],
  ]
  for (const [args, ...says] of wrong)
    it(`ends with 2 for ${args.join(' ')}, and says what is wrong`, async () => {
      const { code, stdout, stderr } = await run(args)
      expect(code).to.equal(2)
      expect(stdout).to.equal('')
      for (const words of says) expect(stderr).to.include(words)
      expect(stderr).to.not.match(/\n {4}at /)
    })

  it('reads requests from a file, without a table', async () => {
    const { origin } = closing(await serveSamples())
    const post = { url: `${origin}/body`, method: 'POST', body: { q: 1 }, id: 'search' }
    const path = folder.write(
      'urls.txt',
      ['# what to fetch', `${origin}/a`, '', JSON.stringify(post), '  ', '{"url":', `${origin}/b`].join('\r\n'),
    )
    const { code, stdout, stderr } = await run(['--input', path, '--retries', '0'])
    expect(code).to.equal(1)
    const [a, search, broken, b, ...others] = resultsInOrder(stdout)
    expect([a?.url, b?.url]).to.deep.equal([`${origin}/a`, `${origin}/b`])
    expect(search).to.deep.include({ outcome: 'success', id: 'search', body: { q: 1 } })
    expect(broken).to.deep.include({ outcome: 'failure', index: 2, attempts: 0 })
    expect(others).to.have.length(0)
    expect(stderr).to.match(/^3 ok, 1 failed\n/)
  })

  it('tells how it went before the input turned out to be broken', async () => {
    const { origin } = closing(await serveSamples())
    const path = folder.write('broken.csv', `url\n${origin}/a\n${origin}/missing\n"${origin}/b\n`)
    const { code, stdout, stderr } = await run(['--input', path])
    expect(code).to.equal(2)
    expect(resultsInOrder(stdout).map(outcomeOf)).to.deep.equal([200, 'status'])
    expect(stderr).to.match(/^1 ok, 1 failed, not all was read\n/)
    expect(stderr.trimEnd().split('\n').at(-1)).to.equal(
      `rx-fanout: cannot read ${path}: a quote that is not closed, in the row behind line 3`,
    )
    expect((await run(['--input', path, '-q'])).stderr.split('\n')).to.have.length(2)
  })

  it('reads requests from standard input', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout } = await run(['--input', '-'], `${origin}/a\n${origin}/b\n`)
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/b`])
  })

  it('reads standard input without arguments', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout } = await run([], `${origin}/a\n${origin}/b\n`)
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/b`])
  })

  it('reads standard input where options alone are given', async () => {
    const { origin } = closing(await serveSamples())
    const { code, stdout } = await run(['-q', '--concurrency', '1', '-X', 'HEAD'], `${origin}/a\n${origin}/b\n`)
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`, `${origin}/b`])
  })

  for (const args of [['-q'], ['--concurrency', '5'], ['--']])
    it(`says what to type where ${args.join(' ')} is all on a terminal`, async () => {
      const console = fakeConsole({ isTTY: true })
      expect(await main(args, console)).to.equal(2)
      expect(console.stderr.text()).to.equal(
        'rx-fanout: nothing to fetch: type URLs, or --input urls.txt, or give them on standard input: cat urls.txt | rx-fanout …\n',
      )
    })

  it('says what to type where options are all and a job has no standard input', async () => {
    const nothing = openSync('/dev/null', 'r')
    const console = fakeConsole()
    const stdin = Object.assign(console.stdin, { fd: nothing })
    try {
      expect(await main(['-q'], { ...console, stdin })).to.equal(2)
      expect(console.stderr.text()).to.include('nothing to fetch')
      expect(await main([], { ...console, stdin })).to.equal(0)
    } finally {
      closeSync(nothing)
    }
  })

  it('explains itself without arguments on a terminal', async () => {
    const console = fakeConsole({ isTTY: true })
    expect(await main([], console)).to.equal(0)
    expect(console.stdout.text()).to.equal((await run(['--help'])).stdout)
  })

  it('reads several inputs, and says in which a line is bad', async () => {
    const { origin } = closing(await serveSamples())
    const one = folder.write('one.txt', `${origin}/a\n`)
    const two = folder.write('two.txt', `# two\n${origin}/b ${origin}/c\n`)
    const { stdout } = await run(['--input', one, '--input', two, '--input', '-'], `${origin}/d`)
    const [a, bad, d] = resultsInOrder(stdout)
    expect([a?.url, d?.url]).to.deep.equal([`${origin}/a`, `${origin}/d`])
    expect(bad)
      .to.have.nested.property('error.message')
      .that.includes(`line 2 of ${two}`)
      .and.includes('a blank inside')
  })

  const encodings: ReadonlyArray<[name: string, encode: (text: string) => Buffer]> = [
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ]
  for (const [name, encode] of encodings)
    it(`reads requests and events in ${name}`, async () => {
      const { origin, heard } = closing(await serveSamples())
      const requests = fakeConsole({ stdin: encode(`${origin}/a\r\n${origin}/b\r\n`) })
      expect(await main([], requests)).to.equal(0)
      const event = fakeConsole({ stdin: encode(`{"urls":["${origin}/c"]}`) })
      expect(await main(['--event', '-'], event)).to.equal(0)
      expect([...heard].sort()).to.deep.equal(['/a', '/b', '/c'])
    })

  for (const [name, encoding] of [
    ['Latin-1', 'latin1'],
    ['UTF-16 without a byte order mark', 'utf16le'],
  ] as const)
    it(`ends with 2 for ${name}, with one clear error and no request`, async () => {
      const { origin, heard } = closing(await serveSamples())
      for (const flag of ['--input', '--event']) {
        const console = fakeConsole({ stdin: Buffer.from(`${origin}/a\n${origin}/ü\n`, encoding) })
        expect(await main([flag, '-'], console)).to.equal(2)
        expect(console.stdout.text()).to.equal('')
        expect(console.stderr.text()).to.match(/^rx-fanout: standard input is not text in UTF-8: .*\n$/)
      }
      expect(heard).to.deep.equal([])
    })

  const meant: ReadonlyArray<[text: string, says: RegExp]> = [
    ['localhost:7900/x', /got .*; did you mean http:\/\/localhost:7900\/x\?$/],
    ['a.example/x?s3cr3t', /; did you mean http:\/\/a.example\/x\?…\?$/],
    ['htp://a.example/', /; did you mean http:\/\/a.example\/\?$/],
    ['ftp://a.example/', /got another scheme$/],
  ]
  for (const [text, says] of meant)
    it(`says what to type instead of ${text}`, async () => {
      const [ofUrl] = resultsInOrder((await run([text])).stdout)
      expect(ofUrl).to.have.nested.property('error.message').that.matches(says)
      const [ofLine] = resultsInOrder((await run(['--input', '-'], `\n\n${text}`)).stdout)
      expect(ofLine)
        .to.have.nested.property('error.message')
        .that.matches(/^Invalid request in line 3: /)
      if (says.source.includes('mean')) expect(ofLine).to.have.nested.property('error.message').that.matches(says)
    })

  it('says on which line a request is wrong', async () => {
    const lines = ['# comment', '{"url":"https://a.example/","retires":5}', '["http://[",', '["http://[",5]']
    const { code, stdout } = await run(['--input', '-'], lines.join('\n'))
    expect(code).to.equal(3)
    const messages = resultsInOrder(stdout).map((result) => result.outcome === 'failure' && result.error.message)
    expect(messages).to.deep.equal([
      'Invalid request in line 2: retires is no known field; did you mean retries?',
      'Invalid request in line 3: request must be an http or https URL, a URL, a request or a batch as JSON, or an array of URLs and requests, got text that begins like JSON and is none',
      'Invalid request in line 4: url must be an absolute URL, got what does not parse as one',
      'Invalid request in line 4: it must be FetchRequest, got 5',
    ])
  })

  it('writes lines that every reader of lines takes for one', async () => {
    const { stdout } = await run(['--input', '-'], '"https://a\u2028.example/\u2029"')
    expect(stdout).to.not.match(/[\u2028\u2029]/)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal(['https://a\u2028.example/\u2029'])
  })

  it('tells a request of a wrong shape at its place', async () => {
    const { origin } = closing(await serveSamples())
    const lines = [{ url: 7 }, { url: `${origin}/a`, retry: 1 }, { url: `${origin}/a` }]
    const { code, stdout } = await run(['--input', '-'], lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(code).to.equal(1)
    expect(resultsInOrder(stdout).map(outcomeOf)).to.deep.equal(['invalid-request', 'invalid-request', 200])
  })

  const events: ReadonlyArray<[name: string, text: string, statusCode: number, code: number]> = [
    ['a valid event', '{"urls":[]}', 200, 0],
    ['an event with a bad URL', '{"urls":["nonsense"]}', 200, 0],
    ['an invalid event', '{"urls":[5]}', 400, 2],
    ['null', 'null', 400, 2],
  ]
  for (const [name, text, statusCode, code] of events)
    it(`answers ${name} with ${statusCode} and ends with ${code}`, async () => {
      const fromFile = await run(['--event', folder.write('event.json', text)])
      expect(fromFile.code).to.equal(code)
      expect(JSON.parse(fromFile.stdout)).to.include({ statusCode })
      expect(await run(['--event', '-'], text)).to.deep.equal(fromFile)
    })

  for (const text of ['', '{"urls":', 'urls: []'])
    it(`ends with 2 for the event ${JSON.stringify(text)}, and says that it is no JSON`, async () => {
      const { code, stdout, stderr } = await run(['--event', '-'], text)
      expect(code).to.equal(2)
      expect(stdout).to.equal('')
      expect(stderr).to.match(/^rx-fanout: .*JSON.*\n$/)
    })

  it('repeats nothing of an event that is no JSON, but names its file', async () => {
    const path = folder.write('event.json', '{"urls":["https://a.example/?token=s3cr3t",]}')
    const { stderr } = await run(['--event', path])
    expect(stderr).to.include('event.json').and.not.include('s3cr3t')
  })

  it('ends with 2 for an event under an invalid environment, naming the variable', async () => {
    const console = fakeConsole({ stdin: '{"urls":[]}', env: { RX_FANOUT_RETRIES: 'x' } })
    expect(await main(['--event', '-'], console)).to.equal(2)
    expect(console.stderr.text()).to.include('RX_FANOUT_RETRIES')
  })

  it('reads no variables of the environment for requests', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole({ env: { RX_FANOUT_RETRIES: 'x', RX_FANOUT_MAX_BODY_BYTES: '1' } })
    expect(await main([`${origin}/a`], console)).to.equal(0)
  })

  it('shows no credentials, query values or fragments on standard error', async () => {
    const { origin, heard } = closing(await serveSamples())
    const { host } = new URL(origin)
    const withSecrets = (url: string): string => `${url.replace('://', '://hunter1:hunter2@')}?token=s3cr3t#s3cr3t`
    const urls = [`http://${host}/a`, `http://${host}/missing`, REFUSED, 'ftp://a.example/', 'http://a.example:99999/']
    const args = [...urls.map(withSecrets), 'not a URL?token=s3cr3t', '--retries', '0']
    const { stderr } = await run(args)
    expect(heard).to.include('/a?token=s3cr3t')
    expect(stderr).to.include(`http://${host}/a?token=…`)
    expect(stderr).to.not.match(/hunter|s3cr3t/)
    const lines = [
      { url: withSecrets(URL_A), headers: { authorization: 'Bearer s3cr3t\n' } },
      { url: withSecrets(URL_A), body: 's3cr3t' },
      { url: withSecrets(URL_A), method: 's3 cr3t' },
    ]
    const input = lines.map((line) => JSON.stringify(line)).join('\n')
    expect((await run(['--input', '-'], input)).stderr).to.not.match(/hunter|s3cr3t/)
  })

  it('tells its version', async () => {
    expect(await run(['--version'])).to.deep.equal({ code: 0, stdout: `${VERSION}\n`, stderr: '' })
  })

  it('explains its arguments, flags and exit codes', async () => {
    const { code, stdout, stderr } = await run(['--help', 'all'])
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    for (const word of ['urls', '--event', '--input', '--retry-statuses', '130 interrupted', 'demo'])
      expect(stdout).to.include(word)
  })

  it('explains on one screen what is needed every day, and how to see the rest', async () => {
    const { stdout } = await run(['-h'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).to.be.at.most(24)
    for (const line of lines) expect(line.length).to.be.at.most(80)
    expect(stdout).to.include('--help all').and.include('--header').and.include('--timeout-ms')
  })
})
