import { expect } from 'chai'
import { parseHosts } from '../../../src/transport/names/hostsFile.ts'

describe('parseHosts', () => {
  it('lists the addresses of each name in the order of the file', () => {
    const hosts = parseHosts(`
      # the usual
      127.0.0.1\tlocalhost   Localhost.LocalDomain # not this
      ::1 localhost
      10.0.0.1 db
      10.0.0.2 db
    `)
    expect([...hosts]).to.deep.equal([
      [
        'localhost',
        [
          { address: '127.0.0.1', family: 4 },
          { address: '::1', family: 6 },
        ],
      ],
      ['localhost.localdomain', [{ address: '127.0.0.1', family: 4 }]],
      [
        'db',
        [
          { address: '10.0.0.1', family: 4 },
          { address: '10.0.0.2', family: 4 },
        ],
      ],
    ])
  })

  for (const line of ['', '#127.0.0.1 name', '127.0.0.1', 'name 127.0.0.1', '127.0.0 name', '300.0.0.1 name', '\0']) {
    it(`finds no name in ${JSON.stringify(line)}`, () => {
      expect(parseHosts(`${line}\n`).size).to.equal(0)
    })
  }

  it('reads lines that end in CR LF', () => {
    expect(parseHosts('127.0.0.1 one\r\n127.0.0.1 two\r\n')).to.have.all.keys('one', 'two')
  })
})
