import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { linesOf } from '../../scripts/bench/recipes/linesOf.ts'
import { tableOf } from '../support/markdown.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const rows = tableOf(readFileSync(`${folder}README.md`, 'utf8')).map(([link = '', , lines = '']) => {
  const [, name = '', file = ''] = /^\[(\w+)\]\(([\w.]+)\)$/.exec(link) ?? []
  return { name, file, lines: Number(lines) }
})

describe('the README of the recipes', () => {
  it('lists each of them, and each has a spec', () => {
    const specs = globSync('*.spec.ts', { cwd: folder }).filter((file) => file !== 'recipes.spec.ts')
    expect(rows.map(({ name }) => `${name}.spec.ts`)).to.have.members(specs)
    expect(rows.every(({ name, file }) => [`${name}.ts`, `${name}.spec.ts`].includes(file))).to.equal(true)
  })

  for (const { name, file, lines } of rows)
    it(`says how many lines ${name} has`, () => {
      expect(linesOf(folder + file)).to.equal(lines)
    })

  it('shows that the four programs are as short as they can be', () => {
    const most: Readonly<Record<string, number>> = { enrichIds: 14, tenPerSecond: 6, nextLinks: 14, nockTest: 10 }
    for (const { name, file } of rows) expect(linesOf(folder + file), name).to.be.at.most(most[name] ?? 40)
  })
})
