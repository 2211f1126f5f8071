import { expect } from 'chai'
import { columnsOf, LiveLine } from '../../../src/cli/progress/LiveLine.ts'
import { openSink } from '../../support/fakeConsole.ts'

const ESC = '\u001b'

describe('LiveLine', () => {
  it('draws itself anew in one piece, only if it is another, and is gone when it is cleared', () => {
    const screen = Object.assign(openSink(), { columns: 20 })
    const line = new LiveLine(screen)
    line.clear()
    line.draw('1 of 2')
    line.draw('1 of 2')
    line.draw('2 of 2')
    line.clear()
    expect(screen.text()).to.equal(`1 of 2\r${ESC}[J2 of 2\r${ESC}[J`)
  })

  it('takes away all rows that a narrower screen has made of it', () => {
    const screen = Object.assign(openSink(), { columns: 20 })
    const line = new LiveLine(screen)
    line.draw('123456789 123456789')
    screen.columns = 8
    line.clear()
    expect(screen.text()).to.equal(`123456789 123456789${ESC}[2A\r${ESC}[J`)
  })

  it('takes a screen that does not say its width for a usual one', () => {
    expect(columnsOf(openSink())).to.equal(80)
    expect(columnsOf(Object.assign(openSink(), { columns: 0 }))).to.equal(80)
  })
})
