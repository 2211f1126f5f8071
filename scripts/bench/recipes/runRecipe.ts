import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import Mocha from 'mocha'
import { eachValueFrom } from 'rxjs-for-await'

const [, , path = '', program = '', origin = ''] = process.argv
const recipe = program === 'nockTest.spec' ? {} : await import(path)

let logins = 0
const login = async (): Promise<string> => String(++logins)

const countOf = async (items: AsyncIterable<unknown>): Promise<number> => {
  let count = 0
  for await (const _ of items) count += 1
  return count
}

/** Each does its work once and gives how much of it went right. */
const programs: Readonly<Record<string, () => Promise<number>>> = {
  async enrichIds() {
    const output = new PassThrough()
    const written = text(output)
    const ids = Array.from({ length: 5_000 }, (_, index) => String(index))
    await recipe.enrichIds(ids, origin, output)
    output.end()
    return (await written).split('\n').filter((line) => line.includes('"url"')).length
  },
  async tenPerSecond() {
    const urls = Array.from({ length: 50 }, (_, index) => `${origin}/${index}`)
    return (await recipe.tenPerSecond(urls)).filter((result: object) => 'body' in result).length
  },
  async nextLinks() {
    const first = `${origin}/pages/1`
    if (recipe.allPages.length === 2) return countOf(recipe.allPages(first, login))
    const transport = (await import('../clients/library.ts')).library.createTransport()
    const count = await countOf(eachValueFrom(recipe.allPages(first, login, transport)))
    await transport.close()
    return count
  },
  async 'nockTest.spec'() {
    const mocha = new Mocha({ reporter: 'min' })
    mocha.addFile(path)
    await mocha.loadFilesAsync()
    return new Promise((resolve) => {
      const runner = mocha.run(() => resolve(runner.stats?.passes ?? 0))
    })
  },
}

const right = await programs[program]?.()
const { user, system } = process.cpuUsage()
process.send?.({ cpuMs: (user + system) / 1_000, wallMs: performance.now(), right })
process.disconnect?.()
