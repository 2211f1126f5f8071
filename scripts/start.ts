import { main } from '../src/cli/main.ts'

const args = process.argv.slice(2)

/** The command of this repository: without arguments the demo, whatever standard input is. */
process.exitCode = await main(args.length === 0 ? ['--demo'] : args, process)
