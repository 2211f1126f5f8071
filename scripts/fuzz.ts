import { fuzzHandler } from '../spec/support/fuzzHandler.ts'

const EVENTS = 100_000

/** `npm run fuzz [-- <events> <seed>]`: the handler against generated events, with the seed to run it again. */
const [events = EVENTS, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number)
const { answered, slowestMs, byStatus } = await fuzzHandler(events, seed)
console.log(
  `seed ${seed}: ${answered} events answered, the slowest in ${slowestMs} ms; by status ${JSON.stringify(byStatus)}`,
)
console.log(`${answered} passed, ${events - answered} failed`)
process.exitCode = answered === events ? 0 : 1
