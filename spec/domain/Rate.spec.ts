import { expect } from 'chai'
import { allRates, bothRates, type RateLike, Rates, ratesFromText, toRates } from '../../src/domain/Rate.ts'

describe('Rates', () => {
  const rates: ReadonlyArray<[rate: RateLike, requests: number, perMs: number, burst: number]> = [
    ['1/s', 1, 1_000, 1],
    ['10/s', 10, 1_000, 1],
    ['450/s', 450, 1_000, 45],
    ['600/m', 600, 60_000, 60],
    ['5/15s', 5, 15_000, 1],
    ['1000/h', 1_000, 3_600_000, 100],
    ['10000/d', 10_000, 86_400_000, 1_000],
    ['5/100ms', 5, 100, 1],
    ['50/10ms', 50, 10, 25],
    [' 10 / s ', 10, 1_000, 1],
    [{ requests: 30, perMs: 500 }, 30, 500, 3],
    [{ requests: 30, perMs: 500, burst: 30 }, 30, 500, 30],
    [{ requests: 1_000, perMs: 2 }, 1_000, 2, 1_000],
  ]
  for (const [rate, requests, perMs, burst] of rates)
    it(`reads ${JSON.stringify(rate)}`, () => {
      expect(Rates.is(rate)).to.equal(true)
      expect(toRates(rate)).to.deep.equal([{ requests, perMs, burst }])
    })

  const invalid: readonly unknown[] = [
    '',
    '10',
    '10/',
    '/s',
    '0/s',
    '-1/s',
    '1.5/s',
    '10/0s',
    '10/w',
    '10/month',
    '10/s/s',
    'fast',
    '1e3/s',
    '10/1.5s',
    '10/25d',
    '1000001/s',
    10,
    null,
    true,
    [],
    ['10/s', 'fast'],
    Array.from({ length: 11 }, () => '10/s'),
    {},
    { requests: 10 },
    { requests: 0, perMs: 1 },
    { requests: 10, perMs: 0 },
    { requests: 1.5, perMs: 10 },
    { requests: 5, perMs: 10, burst: 6 },
    { requests: 5, perMs: 10, burst: 0 },
    { requests: 5, perMs: 10, per: 's' },
  ]
  for (const rate of invalid)
    it(`refuses ${JSON.stringify(rate)}`, () => {
      expect(Rates.is(rate)).to.equal(false)
    })
})

describe('ratesFromText', () => {
  it('reads one rate, or several between commas', () => {
    expect(ratesFromText('10/s')).to.equal('10/s')
    expect(ratesFromText('10/s, 1000/h')).to.deep.equal(['10/s', '1000/h'])
  })
})

describe('bothRates', () => {
  it('keeps each once, and the second as it is where it has all', () => {
    expect(bothRates('10/s', '5/s')).to.deep.equal(['5/s', '10/s'])
    expect(bothRates('5/s', '5/s')).to.equal('5/s')
    expect(bothRates(['5/s', '9/m'], ['9/m'])).to.deep.equal(['9/m', '5/s'])
  })
})

describe('allRates', () => {
  it('keeps each once, as it is', () => {
    expect(allRates([undefined, '9/s', ['9/s', '5/m'], undefined])).to.deep.equal(['9/s', '5/m'])
    expect(allRates(['9/s', '9/s'])).to.equal('9/s')
    expect(allRates([undefined])).to.equal(undefined)
  })

  it('leaves out of many those that others hold too', () => {
    const seconds = Array.from({ length: 50 }, (_, place) => `${place + 5}/s`)
    expect(allRates([...seconds, '900/h', '1000/h'])).to.deep.equal([
      { requests: 5, perMs: 1_000, burst: 1 },
      { requests: 900, perMs: 3_600_000, burst: 90 },
    ])
  })

  it('holds what all say by ten of them at most, however many differ', () => {
    const many = Array.from({ length: 10_000 }, (_, place) => ({
      requests: place + 1,
      perMs: 10 * (place + 1),
      burst: 1,
    }))
    const rates = toRates(allRates(many))
    expect(rates).to.have.length(10)
    const isHeld = ({ requests, perMs }: { requests: number; perMs: number }) =>
      rates.some((rate) => rate.requests <= requests && rate.perMs >= perMs)
    expect(many.every(isHeld)).to.equal(true)
    expect(Rates.is(rates)).to.equal(true)
  })
})
