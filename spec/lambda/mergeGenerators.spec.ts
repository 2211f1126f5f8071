import { expect } from 'chai'
import { mergeGenerators } from '../../src/lambda/mergeGenerators.ts'

/** Yields its values, each when the test says so, and tells its log what it does. */
async function* told(
  name: string,
  values: readonly string[],
  log: string[],
  gate: Promise<void>,
): AsyncGenerator<string> {
  try {
    for (const value of values) {
      log.push(`${name} makes ${value}`)
      yield value
      await gate
    }
  } finally {
    log.push(`${name} ends`)
  }
}

const open = Promise.resolve()

const all = async (values: AsyncIterable<string>): Promise<readonly string[]> => {
  const taken: string[] = []
  for await (const value of values) taken.push(value)
  return taken
}

describe('mergeGenerators', () => {
  it('yields what all of them yield', async () => {
    const log: string[] = []
    const values = await all(
      mergeGenerators([told('a', ['1', '2'], log, open), told('b', [], log, open), told('c', ['3'], log, open)]),
    )
    expect(values.toSorted()).to.deep.equal(['1', '2', '3'])
    expect(log.filter((line) => line.endsWith('ends'))).to.have.members(['a ends', 'b ends', 'c ends'])
  })

  it('begins no more at a time than it may', async () => {
    const log: string[] = []
    const generators = ['a', 'b', 'c', 'd', 'e'].map((name) => told(name, ['1', '2'], log, open))
    expect(await all(mergeGenerators(generators, 2))).to.have.length(10)
    const under = new Set<string>()
    for (const line of log) {
      const [name = '', what] = line.split(' ')
      if (what === 'ends') under.delete(name)
      else under.add(name)
      expect(under.size).to.be.at.most(2)
    }
  })

  it('yields nothing of none', async () => {
    expect(await all(mergeGenerators([]))).to.deep.equal([])
  })

  it('does not wait for one that hangs', async () => {
    const never = new Promise<void>(() => {})
    const merged = mergeGenerators([told('a', ['1', 'x'], [], never), told('b', ['2', '3', '4'], [], open)])
    const values = [await merged.next(), await merged.next(), await merged.next(), await merged.next()]
    expect(values.map(({ value }) => value).toSorted()).to.deep.equal(['1', '2', '3', '4'])
  })

  it('asks for no more than is taken', async () => {
    const log: string[] = []
    const merged = mergeGenerators([told('a', ['1', '2', '3'], log, open), told('b', ['4', '5'], log, open)])
    await merged.next()
    await new Promise((resolve) => setImmediate(resolve))
    expect(log).to.deep.equal(['a makes 1', 'b makes 4'])
    await merged.return(undefined)
    await new Promise((resolve) => setImmediate(resolve))
    expect(log).to.include.members(['a ends', 'b ends'])
  })

  it('rejects with the first that does, and ends the others', async () => {
    const log: string[] = []
    async function* broken(): AsyncGenerator<string> {
      yield 'x'
      throw new RangeError('broken')
    }
    const merged = mergeGenerators([broken(), told('b', ['1', '2', '3', '4', '5'], log, open)])
    const error = await all(merged).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(RangeError)
    await new Promise((resolve) => setImmediate(resolve))
    expect(log.at(-1)).to.equal('b ends')
  })
})
