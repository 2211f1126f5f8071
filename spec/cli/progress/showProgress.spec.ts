import { mock } from 'node:test'
import { expect } from 'chai'
import { NO_PROGRESS, showProgress } from '../../../src/cli/progress/showProgress.ts'
import { openSink } from '../../support/fakeConsole.ts'

const AWAY = '\r\u001b[J'
const LIVE_MS = 200
const LOG_MS = 10_000

describe('showProgress', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'setImmediate'] }))
  afterEach(() => mock.timers.reset())

  const open = ({ isTTY = true, columns = 20, env = {} } = {}) => {
    const stderr = Object.assign(openSink(), { isTTY, columns })
    let done = 0
    const widths: number[] = []
    const display = showProgress({ stderr, env }, (width) => {
      widths.push(width)
      done += 1
      return `${done} done`
    })
    return { stderr, display, widths }
  }
  /** What is written within a stretch of time, or by a call. */
  const written = ({ stderr }: ReturnType<typeof open>, during: number | (() => void)): string => {
    const before = stderr.text().length
    if (typeof during === 'number') mock.timers.tick(during)
    else during()
    return stderr.text().slice(before)
  }

  it('draws a line on a terminal five times a second, one column narrower than that', () => {
    const shown = open()
    expect(written(shown, LIVE_MS - 1)).to.equal('')
    expect(written(shown, 1)).to.equal('1 done')
    expect(written(shown, 2 * LIVE_MS)).to.equal(`${AWAY}2 done${AWAY}3 done`)
    expect(shown.widths).to.deep.equal([19, 19, 19])
    shown.display.stop()
  })

  it('is gone when it is stopped, and never comes back', () => {
    const shown = open()
    mock.timers.tick(LIVE_MS)
    expect(written(shown, shown.display.stop)).to.equal(AWAY)
    expect(written(shown, LOG_MS)).to.equal('')
    expect(written(shown, () => shown.stderr.emit('resize'))).to.equal('')
    expect(written(shown, shown.display.stop)).to.equal('')
  })

  it('makes way for what is written above it, and is drawn again when all of one turn is written', () => {
    const shown = open()
    const say = (text: string): void => shown.display.around(() => shown.stderr.write(`${text}\n`))
    expect(written(shown, () => say('first'))).to.equal('first\n')
    mock.timers.tick(LIVE_MS)
    expect(written(shown, () => ['one', 'two'].forEach(say))).to.equal(`${AWAY}one\ntwo\n`)
    expect(written(shown, 0)).to.equal('1 done')
    expect(written(shown, LIVE_MS)).to.equal(`${AWAY}2 done`)
    expect(written(shown, () => say('last'))).to.equal(`${AWAY}last\n`)
    shown.display.stop()
    expect(written(shown, LIVE_MS)).to.equal('')
  })

  it('follows the width of the terminal', () => {
    const shown = open()
    mock.timers.tick(LIVE_MS)
    Object.assign(shown.stderr, { columns: 50 })
    expect(written(shown, () => shown.stderr.emit('resize'))).to.equal(`${AWAY}2 done`)
    expect(shown.widths).to.deep.equal([19, 49])
    shown.display.stop()
  })

  for (const [name, where] of [
    ['where there is no terminal', { isTTY: false }],
    ['on a terminal that can do nothing', { env: { TERM: 'dumb' } }],
  ] as const)
    it(`writes a whole line every ten seconds ${name}`, () => {
      const shown = open(where)
      expect(written(shown, LOG_MS - 1)).to.equal('')
      expect(written(shown, 1)).to.equal('1 done\n')
      expect(written(shown, () => shown.display.around(() => shown.stderr.write('one\n')))).to.equal('one\n')
      expect(written(shown, 2 * LOG_MS)).to.equal('2 done\n3 done\n')
      expect(shown.widths).to.deep.equal([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
      expect(written(shown, shown.display.stop)).to.equal('')
      expect(written(shown, LOG_MS)).to.equal('')
    })

  it('can be nothing at all', () => {
    const { stderr } = open()
    NO_PROGRESS.around(() => stderr.write('one\n'))
    NO_PROGRESS.stop()
    expect(stderr.text()).to.equal('one\n')
  })
})
